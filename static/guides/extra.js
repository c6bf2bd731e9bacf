// Extra fields of the outline: each group stands in the section that it belongs to.
import { blockOf, columnOf, fieldNamed } from "./places.js";

// The section after which the extra field at these steps stands; null for any other place.
export function sectionOfExtra(steps) {
  const name = /^extra(_internal)?$/.test(steps[0]) ? columnOf(steps) : "";
  return fieldNamed(name)?.closest("[data-extra-of]")?.dataset.extraOf ?? null;
}

// Puts the groups where they belong, as far as their sections are drawn already.
export function placeExtraFields() {
  for (const group of document.querySelectorAll("[data-extra-of]")) {
    const key = group.dataset.extraOf;
    const panel = blockOf(key)?.querySelector(":scope > .w-panel") ?? document.querySelector(`.w-panel[data-section="${key}"]`);
    const content = panel?.querySelector(":scope > .w-panel__content");
    if (content && group.parentElement !== content) content.append(group);
  }
}

// One more row for a table, named by its number.
export function addExtraRows() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-extra-row]");
    if (!button) return;
    const name = button.dataset.extraRow;
    const count = document.getElementsByName(`${name}-count`)[0];
    const rows = button.parentElement.querySelector("tbody");
    const row = rows.lastElementChild.cloneNode(true);
    for (const input of row.querySelectorAll("input")) {
      input.name = input.name.replace(/-\d+-([a-z0-9_]+)$/, `-${count.value}-$1`);
      input.value = "";
    }
    rows.append(row);
    count.value = Number(count.value) + 1;
    row.querySelector("input").focus();
  });
}
