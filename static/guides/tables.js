// Tables of the stream and their rows: which table one is, as a path in the Document, and what the
// fields of a row say, built or still waiting as hidden inputs.
import { valueName } from "./places.js";

const SECTIONS = "[data-streamfield-stream-container] > [data-streamfield-child]";
export const ROWS = "[data-streamfield-list-container] > [data-streamfield-child]";

export const rowOf = (element) => element.closest(ROWS);
export const headOf = (row) => row.querySelector(":scope > .w-panel > .w-panel__header");

// The path of a row's table: `service_points/*/hours`; an empty string outside of the stream.
export function tablePath(row) {
  const section = row.closest(SECTIONS);
  if (!section) return "";
  const type = section.querySelector(":scope > input[name$='-type']").value;
  const inside = valueName(row).slice(valueName(section).length + 1);
  const steps = `-${inside}`.replace(/-\d+-value$/, "").replace(/-\d+-value/g, "-*").split("-");
  return [type, ...steps.filter(Boolean)].join("/");
}

// {name below the row: its values} of everything that a row holds, those of its own tables too.
export function valuesIn(row) {
  const prefix = `${valueName(row)}-`;
  const values = new Map();
  for (const field of row.querySelectorAll("input, select, textarea")) {
    if (!field.name.startsWith(prefix)) continue;
    if (field.type === "checkbox" && !field.checked) continue;
    const name = field.name.slice(prefix.length);
    values.set(name, [...(values.get(name) ?? []), field.value]);
  }
  return values;
}
