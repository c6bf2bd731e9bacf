// What changed since filing (与备案版本不同), beside each field: what the filed version says, and a
// button that goes back to it. Rows that were taken away are named at their table.
import { pathOfTable } from "./pasting.js";
import { placeOf, rowsOf, stepsOf } from "./places.js";
import { write } from "./writing.js";

const LONGEST = 200; // characters of what was there before
const shown = new Map();

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// A list of lines is one field; several codes are boxes of one name; yes and no are a choice.
function goBack(field, value) {
  const boxes = field.type === "checkbox" ? [...document.getElementsByName(field.name)] : [];
  if (boxes.length > 1 || Array.isArray(value)) {
    if (!boxes.length) return write(field, (value ?? []).join("\n"));
    const wanted = new Set((value ?? []).map(String));
    for (const box of boxes) {
      if (box.checked === wanted.has(box.value)) continue;
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return null;
  }
  return write(field, value);
}

// Where it stood; at the end of a table that has become shorter.
function putIn({ table, index, row }) {
  const containers = document.querySelectorAll("[data-guide-editor] [data-streamfield-list-container]");
  const container = [...containers].find((one) => pathOfTable(one) === table);
  const prefix = container?.parentElement.querySelector(":scope > [data-streamfield-list-count]").name.replace(/-count$/, "");
  const detail = { rows: [row], index: Math.min(index, rowsOf(prefix).length) };
  container?.dispatchEvent(new CustomEvent("guides:insert", { detail }));
  document.getElementById("page-edit-form").dispatchEvent(new Event("change", { bubbles: true }));
}

function lineOf(change, version, words, field) {
  const line = element("p", "guide-since");
  const said = change.old.length > LONGEST ? `${change.old.slice(0, LONGEST)}…` : change.old;
  const label = { "row-added": words.row_added, "row-removed": words.row_removed, "row-moved": words.row_moved }[change.kind];
  line.append(element("b", "", (label ?? words.filed_says).replace("{version}", version)), " ");
  if (change.kind === "row-removed") line.append(change.label, " ");
  if (change.kind !== "row-added") line.append(said ? element("q", "", said) : words.said_nothing, " ");
  const canGoBack = change.row ? true : field && "value" in change;
  if (canGoBack) {
    const button = element("button", "button button-small button-secondary", words.go_back);
    button.type = "button";
    button.addEventListener("click", () => (change.row ? putIn(change) : goBack(field, change.value)));
    line.append(button);
  }
  return line;
}

const isWaiting = (row) => row.querySelector(":scope > .w-panel > .w-panel__content > [data-waiting]");

function boxOf({ field, around }) {
  const inside = around?.querySelector(":scope > .w-panel__content") ?? around;
  return field?.closest("[data-field-wrapper]") ?? field?.parentElement ?? inside;
}

// Draws what `live_findings` says of the filed version in place of what is shown; null draws none.
export function drawChanges(since, words) {
  const wanted = new Map();
  for (const change of since?.changes ?? []) {
    const found = placeOf(stepsOf(change.pointer) ?? []);
    const place = { ...found, field: found.field ?? found.first };
    if (found.rows.some(isWaiting)) continue;
    const box = boxOf(place);
    if (box) wanted.set(box, [...(wanted.get(box) ?? []), { change, field: found.field }]);
  }
  for (const [box, { lines }] of shown) {
    if (wanted.has(box)) continue;
    lines.remove();
    shown.delete(box);
  }
  for (const [box, changes] of wanted) {
    const now = JSON.stringify(changes.map(({ change }) => change));
    const before = shown.get(box);
    if (before?.now === now && before.lines.isConnected) continue;
    before?.lines.remove();
    const lines = element("div", "guide-since__lines", ...changes.map(({ change, field }) => lineOf(change, since.version, words, field)));
    if (changes[0].field) box.append(lines);
    else box.prepend(lines);
    shown.set(box, { now, lines });
  }
  drawCount(since, words);
}

// How many places differ, above the list of sections, each with the way there.
function drawCount(since, words) {
  const box = document.querySelector("[data-since-filing]");
  if (!box) return;
  box.hidden = !since;
  if (!since) return;
  const { changes, version } = since;
  const text = changes.length ? words.changed_since : words.as_filed;
  box.querySelector("summary").textContent = text.replace("{count}", changes.length).replace("{version}", version);
  box.querySelector("ul").replaceChildren(
    ...changes.map(({ pointer, label }) => {
      const link = element("a", "", label);
      link.href = `#${pointer}`;
      return element("li", "", link);
    }),
  );
}
