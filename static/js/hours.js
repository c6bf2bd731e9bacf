// Says whether a window is open now, from the hours in the page; in the city's time.
import { HOLIDAYS } from "./holidays.js";

const ZONE = "Asia/Shanghai";
const DAYS_AHEAD = 10;

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

export function spansOn(midnight, hours) {
  const { year, date, weekday } = dayOf(midnight);
  if (HOLIDAYS[year].includes(date)) return [];
  return hours
    .filter((span) => span.d.includes(weekday) && inSeason(date, span.f, span.t))
    .sort((a, b) => a.o.localeCompare(b.o));
}

function nextOpening(midnight, hours) {
  for (let ahead = 1; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = midnight + ahead * 86_400_000;
    if (!HOLIDAYS[dayOf(day).year]) return null;
    const [first] = spansOn(day, hours);
    if (first) return { ahead, day, time: first.o };
  }
  return null;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}

export function stateOf(now, hours, words, dayName) {
  const today = dayOf(now.midnight);
  if (!HOLIDAYS[today.year]) return null;
  if (HOLIDAYS[today.year].includes(today.date)) return { kind: "warn", tag: words.holiday, text: words.call };
  const spans = spansOn(now.midnight, hours);
  const open = spans.find((span) => span.o <= now.time && now.time < span.c);
  const later = spans.find((span) => span.o > now.time);
  if (open && later) return { kind: "ok", tag: words.open, text: fill(words.pause, { time: open.c, again: later.o }) };
  if (open) return { kind: "ok", tag: words.open, text: fill(words.until, { time: open.c }) };
  if (later) {
    const tag = spans[0].o <= now.time ? words.paused : words.closed;
    return { kind: "plain", tag, text: fill(words.today, { time: later.o }) };
  }
  const tag = spans.length ? words.over : words.closed;
  const next = nextOpening(now.midnight, hours);
  if (!next) return { kind: "plain", tag, text: "" };
  const text = next.ahead === 1 ? words.tomorrow : words.later;
  return { kind: "plain", tag, text: fill(text, { time: next.time, day: dayName(next.day) }) };
}

export function showOpenState(points) {
  const words = points.dataset;
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
      const state = stateOf(now, JSON.parse(point.dataset.hours), words, dayName);
      const line = point.querySelector(".open");
      line.hidden = !state;
      if (!state) continue;
      const tag = document.createElement("span");
      tag.className = `tag ${state.kind}`;
      tag.textContent = state.tag;
      line.replaceChildren(tag, ` ${state.text}`);
    }
  }

  draw();
  setInterval(draw, 60_000);
}
