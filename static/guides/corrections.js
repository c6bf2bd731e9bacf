// What reviewers want corrected stands above the form with links; here it is said at each place too:
// at the head of the section, and at the field once that is built.
import { blockOf, columnOf, fieldNamed, rowValues, stepsOf, valueName } from "./places.js";

const list = document.querySelector("[data-corrections]");
const panels = list?.parentElement;

function noteFor(item, name) {
  const note = document.createElement("p");
  note.className = "guide-correction";
  note.dataset.note = name;
  note.textContent = item.querySelector("[data-reason]").textContent;
  return note;
}

// The name of the field at the end of the steps, as far as the form has it; builds nothing.
function nameOf([key, ...inside]) {
  const column = columnOf([key, ...inside]);
  if (column || !inside.length) return column;
  const block = blockOf(key);
  if (!block) return "";
  let prefix = valueName(block);
  for (const step of inside) {
    if (/^\d+$/.test(step)) prefix = rowValues(prefix)[Number(step)];
    else prefix = `${prefix}-${step}`;
    if (!prefix) return "";
  }
  return prefix;
}

function atField(steps) {
  const name = nameOf(steps);
  const field = name && fieldNamed(name);
  return field && field.type !== "hidden" ? field.closest(".w-field__wrapper, [data-contentpath]") : null;
}

const atSection = (key) =>
  (blockOf(key) ?? document).querySelector(blockOf(key) ? ":scope > .w-panel > .w-panel__content" : `[data-section="${key}"] > .w-panel__content`);

function say() {
  for (const item of list.querySelectorAll("[data-correction]")) {
    const steps = stepsOf(`#${item.dataset.correction}`);
    if (!steps) continue;
    const name = item.dataset.correction;
    for (const place of new Set([atSection(steps[0]), atField(steps)])) {
      if (!place || [...place.children].some((child) => child.dataset.note === name)) continue;
      place.prepend(noteFor(item, name));
    }
  }
}

let waits = 0;
function sayLater() {
  clearTimeout(waits);
  waits = setTimeout(say, 150);
}

if (list) {
  new MutationObserver(sayLater).observe(panels, { childList: true, subtree: true });
  window.addEventListener("load", say);
  sayLater();
}
