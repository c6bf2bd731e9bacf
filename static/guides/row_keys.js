// The keyboard in rows: Enter goes to the same field of the next row, or adds one after the last;
// Ctrl+Enter adds a row; Alt with an arrow moves it. The cursor stays in its field.
import { open, valueName } from "./places.js";
import { headOf, rowOf } from "./tables.js";

const ONE_LINE = "input:not([type=checkbox], [type=radio], [type=hidden], [type=submit])";

const isThere = (row) => !row.querySelector(":scope > input[name$='-deleted']").value;

function nextRow(row) {
  let next = row.nextElementSibling;
  while (next && !(next.matches("[data-streamfield-child]") && isThere(next))) next = next.nextElementSibling;
  return next;
}

const nextFrames = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });

async function goToField(row, name) {
  open(row.querySelector(":scope > .w-panel"));
  await nextFrames();
  const field = document.getElementsByName(`${valueName(row)}-${name}`)[0];
  (field ?? row.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
}

async function addAfter(row, name) {
  const add = row.nextElementSibling;
  if (!add?.matches("[data-streamfield-list-add]") || add.disabled) return;
  add.click();
  await nextFrames();
  const added = nextRow(row);
  if (added) await goToField(added, name);
}

function move(row, direction, field) {
  headOf(row).querySelector(`[data-streamfield-action=MOVE_${direction}]:not(:disabled)`)?.click();
  // Moving takes the row out of the page for a moment, and the cursor with it.
  requestAnimationFrame(() => field.focus());
}

export function moveByKeys(words) {
  document.addEventListener("keydown", (event) => {
    const { target, key, altKey, ctrlKey, metaKey, shiftKey, isComposing } = event;
    const row = target.closest?.("[data-guide-editor]") ? rowOf(target) : null;
    if (!row || isComposing || shiftKey) return;
    const name = target.name?.startsWith(`${valueName(row)}-`) ? target.name.slice(valueName(row).length + 1) : "";
    const direction = { ArrowUp: "UP", ArrowDown: "DOWN" }[key];
    if (altKey && direction) {
      event.preventDefault();
      move(row, direction, target);
    } else if (key === "Enter" && (ctrlKey || metaKey)) {
      event.preventDefault();
      addAfter(row, name);
    } else if (key === "Enter" && target.matches(ONE_LINE)) {
      event.preventDefault();
      const next = nextRow(row);
      if (next) goToField(next, name);
      else addAfter(row, name);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest?.("[data-guide-editor]") ? rowOf(target) : null;
    const table = row?.parentElement;
    if (!table || table.querySelector(":scope > [data-row-keys]")) return;
    for (const old of document.querySelectorAll("[data-row-keys]")) old.remove();
    const hint = document.createElement("p");
    hint.dataset.rowKeys = "";
    hint.textContent = words.row_keys;
    table.append(hint);
  });
}

