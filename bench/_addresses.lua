-- Each thread of wrk walks through all addresses from a place of its own; lines are "path TAB ETag".
-- A second argument is how many milliseconds a connection rests between two requests.
local threads = 0
local requests, at = {}, 0

function setup(thread)
   thread:set("number", threads)
   threads = threads + 1
end

function init(args)
   for line in io.lines(args[1]) do
      local path, etag = line:match("^([^\t]*)\t(.*)$")
      local headers = nil
      if etag ~= "" then
         headers = {}
         for name, value in pairs(wrk.headers) do headers[name] = value end
         headers["If-None-Match"] = etag
      end
      requests[#requests + 1] = wrk.format("GET", path, headers)
   end
   at = number * math.floor(#requests / 7)
   local rest = tonumber(args[2])
   if rest then delay = function() return rest end end
end

function request()
   at = at % #requests + 1
   return requests[at]
end

function done(summary, latency, _)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"duration_us":%d,"requests":%d,"p50_us":%d,"p95_us":%d,"p99_us":%d,"max_us":%d,' ..
      '"connect":%d,"read":%d,"write":%d,"status":%d,"timeout":%d}\n',
      summary.duration, summary.requests, latency:percentile(50), latency:percentile(95),
      latency:percentile(99), latency.max, errors.connect, errors.read, errors.write,
      errors.status, errors.timeout))
end
