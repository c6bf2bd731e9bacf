// Draws findings where they stand: at their field, in the heads of the rows around it, or at the
// top of the table or panel that comes nearest. Nothing moves under the cursor.
import { placeOf, stepsOf } from "../guides/places.js";

const ICONS = { error: "cross", warn: "warning", info: "info-circle" };
const AROUND = 8; // characters beside the offending words

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

export const iconOf = (severity) => icon(ICONS[severity]);

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// Lets a task draw, and what the person is writing in stay where it is on the screen.
export function keepingSight(task) {
  const at = document.activeElement;
  const before = at?.getBoundingClientRect().top;
  task();
  const moved = at?.isConnected && at !== document.body ? at.getBoundingClientRect().top - before : 0;
  if (moved) window.scrollBy({ top: moved, behavior: "instant" });
}

// The offending words with a few around them, marked.
function quoted({ was, span, words }) {
  if (!words || words === was) return null;
  const [start, end] = span;
  const quote = element("q", "quality-finding__words");
  quote.append(start > AROUND ? "…" : "", was.slice(Math.max(0, start - AROUND), start));
  quote.append(element("mark", "", words));
  quote.append(was.slice(end, end + AROUND), end + AROUND < was.length ? "…" : "");
  return quote;
}

function drawn(finding, words, adopt) {
  const line = element("li", `quality-finding is-${finding.severity}`, iconOf(finding.severity));
  const text = element("span", "quality-finding__text");
  text.append(element("b", "", finding.rule), ` ${finding.message}`);
  const quote = quoted(finding);
  if (quote) text.append(" ", quote);
  if (finding.fix) text.append(` ${finding.fix.text}`);
  if (finding.fix?.certain) {
    const button = element("button", "quality-finding__fix", words.adopt);
    button.type = "button";
    button.addEventListener("click", () => adopt(finding));
    text.append(" ", button);
  }
  const why = element("details", "quality-finding__why", element("summary", "", words.why));
  why.append([finding.title, finding.basis].filter(Boolean).join(" · "));
  text.append(" ", why);
  line.append(text);
  return line;
}

const boxOf = ({ field, around }) =>
  field?.closest("[data-field-wrapper]") ?? field?.parentElement ?? around?.querySelector(":scope > .w-panel__content") ?? around;

function put(map, key, finding) {
  if (key) map.set(key, [...(map.get(key) ?? []), finding]);
}

const signature = (findings) =>
  JSON.stringify(findings.map(({ rule, severity, message, was, span }) => [rule, severity, message, was, span]));

let number = 0;
function describe(field, list, isWrong) {
  number += 1;
  list.id ||= `quality-${number}`;
  const others = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && !id.startsWith("quality-"));
  field.setAttribute("aria-describedby", [...others, list.id].join(" "));
  if (isWrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function forget(field) {
  const others = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && !id.startsWith("quality-"));
  if (others.length) field.setAttribute("aria-describedby", others.join(" "));
  else field.removeAttribute("aria-describedby");
  field.removeAttribute("aria-invalid");
}

const shownAt = new Map();

function drawBox(box, findings, field, { words, adopt }) {
  const before = shownAt.get(box);
  const now = signature(findings);
  if (before?.now === now && before.list.isConnected) return;
  const list = element("ul", "quality-findings");
  list.append(...findings.map((one) => drawn(one, words, adopt)));
  if (before?.list.isConnected) before.list.replaceWith(list);
  else if (field) box.append(list);
  else box.prepend(list);
  if (field) describe(field, list, findings.some((one) => one.severity === "error"));
  shownAt.set(box, { now, list, field });
}

function drawBadges(rows, words) {
  for (const badge of document.querySelectorAll("[data-quality-badge]")) {
    if (!rows.has(badge.closest("[data-streamfield-child]"))) badge.remove();
  }
  for (const [row, findings] of rows) {
    const errors = findings.filter((one) => one.severity === "error").length;
    const reminders = findings.filter((one) => one.severity === "warn").length;
    const header = row.querySelector(":scope > .w-panel > .w-panel__header");
    const old = header.querySelector(":scope > [data-quality-badge]");
    const text = errors ? words.errors.replace("%", errors) : words.reminders.replace("%", reminders);
    if (!errors && !reminders) old?.remove();
    else if (old?.textContent !== text) {
      const badge = element("span", `quality-badge is-${errors ? "error" : "warn"}`, iconOf(errors ? "error" : "warn"), text);
      badge.dataset.qualityBadge = "";
      if (old) old.replaceWith(badge);
      else header.querySelector(":scope > .w-panel__divider").before(badge);
    }
  }
}

// Draws these findings in place of those that are shown.
export function drawAtFields(findings, given) {
  const boxes = new Map();
  const fields = new Map();
  const rows = new Map();
  for (const finding of findings) {
    const found = placeOf(stepsOf(finding.pointer) ?? []);
    const place = { ...found, field: found.field ?? found.first };
    // A row that waits says in its head how much there is in it.
    const isHidden = place.rows.some((row) => row.querySelector(":scope > .w-panel > .w-panel__content > [data-waiting]"));
    for (const row of place.rows) put(rows, row, finding);
    if (isHidden) continue;
    const box = boxOf(place);
    put(boxes, box, finding);
    if (place.field) fields.set(box, place.field);
  }
  for (const [box, { list, field }] of shownAt) {
    if (boxes.has(box) && list.isConnected) continue;
    list.remove();
    if (field) forget(field);
    shownAt.delete(box);
  }
  for (const [box, own] of boxes) drawBox(box, own, fields.get(box), given);
  drawBadges(rows, given.words);
}
