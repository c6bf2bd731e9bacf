// Writes each row of a table in one line: its number, its name, and what matters of it.
import { whenBuilt } from "./built.js";
import { ROWS, headOf, rowOf, tablePath, valuesIn } from "./tables.js";

const NAMING = ["name", "title", "question", "value"];
const LONGEST = 30;
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

// Days that follow each other as a span: 周一至周五.
function days(values, { days: names, span }) {
  const numbers = values.map(Number).sort();
  const spans = [];
  for (const day of numbers) {
    const last = spans.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else spans.push([day]);
  }
  const name = (day) => names[day - 1];
  return spans
    .map((one) => (one.length > 2 ? span.replace("%", name(one[0])).replace("%", name(one.at(-1))) : one.map(name).join("、")))
    .join("、");
}

// A time limit that is no time at all is said without its number.
const isAtOnce = ([limit, unit], { instant }) =>
  Boolean(instant && unit.length && (unit[0] === instant || Number(limit[0]?.trim() || NaN) === 0));

function said(values, part) {
  const found = part.fields.map((name) => (values.get(name) ?? []).filter((one) => one.trim() !== ""));
  if (part.flag) return found[0].length ? part.flag : "";
  if (part.days) return days(found[0], part);
  if (isAtOnce(found, part)) return part.codes[part.instant];
  const texts = found.map((one) => short(one.map((value) => part.codes?.[value] ?? value).join("、").split("\n")[0]));
  if (!texts[0] || (part.words && texts[0] === "0")) return "";
  return part.words ? part.words.replace("%", texts[0]) : texts.filter(Boolean).join(part.between);
}

function spanIn(place, className, text) {
  const known = place.querySelector(`:scope > .${className}`);
  if (known?.textContent === text) return known;
  const span = known ?? document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}

function write(row, parts) {
  const values = valuesIn(row);
  const facts = parts.map((part) => said(values, part)).filter(Boolean).join(" · ");
  const head = headOf(row);
  const span = spanIn(head, "guide-row__facts", facts);
  if (!span.isConnected) head.querySelector(":scope > .w-panel__divider").before(span);
  const heading = head.querySelector("[data-panel-heading]");
  const name = spanIn(heading, "guide-row__name", short(NAMING.map((one) => values.get(one)?.[0]).find(Boolean) ?? ""));
  if (!name.isConnected) heading.append(name);
  row.dataset.written = "";
}

function number(container) {
  const rows = [...container.querySelectorAll(":scope > [data-streamfield-child]")];
  const there = rows.filter((row) => !row.querySelector(":scope > input[name$='-deleted']").value);
  for (const [place, row] of there.entries()) {
    const heading = headOf(row).querySelector("[data-panel-heading]");
    const span = spanIn(heading, "guide-row__number", `${place + 1}`);
    if (!span.isConnected) heading.prepend(span);
    nameBy(row, heading);
  }
}

// What a reader hears of a row: the names of the rows around it, its number, name and facts.
function nameBy(row, heading) {
  const panel = heading.closest(".w-panel");
  const above = rowOf(row.parentElement)?.querySelector(":scope > .w-panel")?.getAttribute("aria-labelledby") ?? "";
  const facts = headOf(row).querySelector(":scope > .guide-row__facts");
  if (facts) facts.id ||= `${heading.id}-facts`;
  const names = [above, heading.id, facts?.id].filter(Boolean).join(" ");
  if (panel.getAttribute("aria-labelledby") !== names) panel.setAttribute("aria-labelledby", names);
}

export function writeRowsInLines(lines) {
  const writeAgain = (row) => {
    const parts = lines[tablePath(row)];
    if (parts) write(row, parts);
  };
  whenBuilt(() => {
    for (const row of document.querySelectorAll(`${ROWS}:not([data-written])`)) writeAgain(row);
    for (const container of document.querySelectorAll("[data-streamfield-list-container]")) number(container);
  });
  document.addEventListener("input", ({ target }) => {
    for (let row = rowOf(target); row; row = rowOf(row.parentElement)) writeAgain(row);
  });
}
