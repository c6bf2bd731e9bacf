// Document forms (文书) of a manual: rows taken from the library, and fields of the guide that are put
// into a form's text.
import { whenBuilt } from "./built.js";
import { pathOfTable } from "./pasting.js";
import { tablePath, valuesIn } from "./tables.js";

const TABLE = "document_forms";
const changed = () => document.getElementById("page-edit-form").dispatchEvent(new Event("change", { bubbles: true }));

function take(container, dialog) {
  const forms = JSON.parse(document.getElementById("guide-editor-forms-data").textContent);
  const there = new Set(
    [...container.querySelectorAll(":scope > [data-streamfield-child]")].map((row) => valuesIn(row).get("name")?.[0].trim()),
  );
  const boxes = [...dialog.querySelectorAll("input[type=checkbox]")];
  for (const box of boxes) {
    box.checked = false;
    box.disabled = there.has(forms[box.value].name);
  }
  dialog.querySelector("[data-insert]").onclick = () => {
    const rows = boxes.filter((box) => box.checked).map((box) => forms[box.value]);
    container.dispatchEvent(new CustomEvent("guides:insert", { detail: { rows } }));
    dialog.close();
    if (rows.length) changed();
  };
  dialog.showModal();
}

// A field goes to where the cursor is in the text above it.
function offerFields(text, names, word) {
  const select = document.createElement("select");
  select.className = "guide-forms__fields";
  select.setAttribute("aria-label", word);
  select.append(new Option(word, ""), ...names.map((name) => new Option(name, name)));
  select.addEventListener("change", () => {
    if (!select.value) return;
    text.setRangeText(`{${select.value}}`, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    changed();
    select.value = "";
    text.focus();
  });
  text.after(select);
}

export function offerForms({ form_fields: names, words }) {
  const dialog = document.getElementById("guide-editor-forms");
  if (!dialog) return;
  dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());
  whenBuilt(() => {
    for (const container of document.querySelectorAll("[data-guide-editor] [data-streamfield-list-container]:not([data-has-forms])")) {
      container.dataset.hasForms = "";
      if (pathOfTable(container) !== TABLE) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = words.ready;
      button.addEventListener("click", () => take(container, dialog));
      container.after(button);
    }
    for (const text of document.querySelectorAll("[data-guide-editor] textarea[name$='-text']:not([data-has-fields])")) {
      text.dataset.hasFields = "";
      const row = text.closest("[data-streamfield-list-container] > [data-streamfield-child]");
      if (row && tablePath(row) === TABLE) offerFields(text, names, words.field);
    }
  });
}
