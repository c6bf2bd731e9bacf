// Marks the fields that the outline requires, as Wagtail marks those that a model requires.
import { whenBuilt } from "./built.js";
import { blockOf, columnOf } from "./places.js";

const MARK = "w-required-mark";

function mark(label, field) {
  if (label && !label.querySelector(`.${MARK}`)) {
    const star = document.createElement("span");
    star.className = MARK;
    star.textContent = "*";
    star.setAttribute("aria-hidden", "true");
    label.append(" ", star);
  }
  field?.setAttribute("aria-required", "true");
}

// The path of a field inside of its section, with `*` for any row: `items/*/name`.
function pathOf(element, block) {
  const steps = [];
  for (let one = element; one && one !== block; one = one.parentElement.closest("[data-contentpath]")) {
    steps.unshift(one.hasAttribute("data-streamfield-child") ? "*" : one.dataset.contentpath);
  }
  return steps.join("/");
}

// `places` are JSON pointers with `*` for any row.
export function markRequired(places) {
  const inBlocks = new Map();
  for (const place of places) {
    const [key, ...steps] = place.slice(1).split("/");
    const column = columnOf([key, ...steps]);
    if (column) {
      const [field] = document.getElementsByName(column);
      mark(document.querySelector(`label[for="${field.id.replace(/_\d+$/, "")}"]`) ?? document.getElementById(`${field.id}-label`), field);
    } else if (steps.length) {
      inBlocks.set(key, (inBlocks.get(key) ?? new Set()).add(steps.join("/")));
    }
  }
  const markBlocks = () => {
    for (const [key, paths] of inBlocks) {
      const block = blockOf(key);
      for (const field of block?.querySelectorAll("[data-contentpath]") ?? []) {
        const label = field.querySelector(":scope > .w-field__label");
        if (!label || label.dataset.looked || !paths.has(pathOf(field, block))) continue;
        label.dataset.looked = "";
        mark(label, field.querySelector("input:not([type=hidden]), textarea, select"));
      }
    }
  };
  whenBuilt(markBlocks);
}
