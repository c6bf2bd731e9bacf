// Which guide is opened from the results, so that search learns; nothing is said of who.
const ADDRESS = "/search/clicks/";

export function noteClicks(list) {
  const words = new URLSearchParams(location.search).get("q");
  if (!words || !navigator.sendBeacon) return;
  list.querySelectorAll(":scope > li a[href*='/guides/']").forEach((link, place) => {
    link.addEventListener("click", () => {
      const said = new FormData();
      const code = link.pathname.match(/\/guides\/([^/]+)\//);
      if (!code) return;
      said.append("q", words);
      said.append("code", decodeURIComponent(code[1]));
      said.append("rank", String(place + 1));
      navigator.sendBeacon(ADDRESS, said);
    });
  });
}
