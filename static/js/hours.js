// Says whether a window is open now, from the hours in the page and the city's calendar of working
// days, in the city's time. Of a year whose notice of holidays is not out, nothing is said near one.
const CALENDAR = "/calendar.json";
const ZONE = "Asia/Shanghai";
const DAY = 86_400_000;
const DAYS_AHEAD = 10;
const DAYS_UNSURE = 10;
const MONDAY = 1;

export function cityNow(moment = new Date()) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit",
      minute: "2-digit", hourCycle: "h23",
    }).formatToParts(moment).map(({ type, value }) => [type, value]),
  );
  const midnight = Date.UTC(parts.year, parts.month - 1, parts.day);
  return { midnight, time: `${parts.hour}:${parts.minute}` };
}

function dayOf(midnight) {
  const day = new Date(midnight);
  const text = day.toISOString();
  return { year: text.slice(0, 4), date: text.slice(5, 10), weekday: day.getUTCDay() || 7 };
}

function inSeason(date, from, to) {
  if (!from || !to) return true;
  return from <= to ? from <= date && date <= to : date >= from || date <= to;
}

// What the calendar says of a day: "off", "on" (a working day at a weekend), "" or null: unknown.
export function kindOfDay(midnight, calendar) {
  const { year, date } = dayOf(midnight);
  const known = calendar[year];
  if (!known) return null;
  if (known.off.includes(date)) return "off";
  if (known.on.includes(date)) return "on";
  if (known.settled) return "";
  const isNear = (day) => Math.abs(midnight - Date.parse(`${year}-${day}T00:00Z`)) <= DAYS_UNSURE * DAY;
  return known.off.some(isNear) ? null : "";
}

export function spansOn(midnight, hours, calendar) {
  const { date, weekday } = dayOf(midnight);
  const kind = kindOfDay(midnight, calendar);
  if (kind === "off") return [];
  const days = kind === "on" ? [weekday, MONDAY] : [weekday];
  return hours
    .filter((span) => days.some((day) => span.d.includes(day)) && inSeason(date, span.f, span.t))
    .sort((a, b) => a.o.localeCompare(b.o));
}

function nextOpening(midnight, hours, calendar) {
  for (let ahead = 1; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = midnight + ahead * DAY;
    if (kindOfDay(day, calendar) === null) return null;
    const [first] = spansOn(day, hours, calendar);
    if (first) return { ahead, day, time: first.o };
  }
  return null;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}

export function stateOf(now, hours, calendar, words, dayName) {
  const kind = kindOfDay(now.midnight, calendar);
  if (kind === null) return null;
  if (kind === "off") return { kind: "warn", tag: words.holiday, text: words.call };
  const spans = spansOn(now.midnight, hours, calendar);
  const open = spans.find((span) => span.o <= now.time && now.time < span.c);
  const later = spans.find((span) => span.o > now.time);
  if (open && later) return { kind: "ok", tag: words.open, text: fill(words.pause, { time: open.c, again: later.o }) };
  if (open) return { kind: "ok", tag: words.open, text: fill(words.until, { time: open.c }) };
  if (later) {
    const tag = spans[0].o <= now.time ? words.paused : words.closed;
    return { kind: "plain", tag, text: fill(words.today, { time: later.o }) };
  }
  const tag = spans.length ? words.over : words.closed;
  const next = nextOpening(now.midnight, hours, calendar);
  if (!next) return { kind: "plain", tag, text: "" };
  const text = next.ahead === 1 ? words.tomorrow : words.later;
  return { kind: "plain", tag, text: fill(text, { time: next.time, day: dayName(next.day) }) };
}

export function showOpenState(points) {
  const words = points.dataset;
  let calendar = {};
  const language = document.documentElement.lang;
  const dayName = (day) =>
    new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "long", day: "numeric", weekday: "long" }).format(day);

  function draw() {
    const now = cityNow();
    const today = dayOf(now.midnight);
    const clock = document.querySelector("[data-now]");
    if (clock) {
      clock.textContent = fill(clock.dataset.now, { day: dayName(now.midnight), time: now.time });
      clock.hidden = false;
    }
    for (const row of points.querySelectorAll("tr[data-days]")) {
      const { from, to } = row.closest("table").dataset;
      const is = row.dataset.days.split(" ").includes(String(today.weekday)) && inSeason(today.date, from, to);
      row.classList.toggle("today", is);
    }
    for (const point of points.querySelectorAll("[data-hours]")) {
      const state = stateOf(now, JSON.parse(point.dataset.hours), calendar, words, dayName);
      const line = point.querySelector(".open");
      line.hidden = !state;
      if (!state) continue;
      const tag = document.createElement("span");
      tag.className = `tag ${state.kind}`;
      tag.textContent = state.tag;
      line.replaceChildren(tag, ` ${state.text}`);
    }
  }

  async function learn() {
    try {
      const answer = await fetch(CALENDAR);
      if (answer.ok) calendar = await answer.json();
    } catch {
      return; // the hours stand there without it
    }
    draw();
  }

  draw();
  learn();
  setInterval(draw, 60_000);
}
