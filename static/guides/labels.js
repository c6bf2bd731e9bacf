// Names the fields that have no label of their own: rows of plain text by their table, sections
// that are one text by their heading. A row is a group, not a landmark: a table may have sixty.
import { whenBuilt } from "./built.js";

const ROWS = "[data-streamfield-list-container] > [data-streamfield-child] > .w-panel:not([role])";
const BARE = "[data-streamfield-child] :is(textarea, select, input:not([type=hidden], [type=checkbox], [type=radio]))";

let number = 0;
function idOf(element) {
  number += 1;
  element.id ||= `guide-label-${number}`;
  return element.id;
}

function nameOf(field) {
  const row = field.closest("[data-streamfield-child]");
  const table = row.parentElement.closest("[data-contentpath]")?.querySelector(":scope > .w-field__label");
  return table ?? row.querySelector(":scope > .w-panel > .w-panel__header [data-panel-heading]");
}

export function nameFields() {
  whenBuilt(() => {
    for (const row of document.querySelectorAll(ROWS)) row.setAttribute("role", "group");
    for (const field of document.querySelectorAll(BARE)) {
      const isNamed = field.labels?.length || field.ariaLabel || field.hasAttribute("aria-labelledby");
      const label = isNamed ? null : nameOf(field);
      if (label) field.setAttribute("aria-labelledby", idOf(label));
    }
  });
}
