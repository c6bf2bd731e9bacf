// Carries out a fix in the form: what a person would do at the field, as one step that can be
// taken back (Ctrl+Z). Nothing is changed when the place says something else by now.
import { go, placeOf, stepsOf } from "../guides/places.js";
import { write } from "../guides/writing.js";

const said = (value) => (typeof value === "string" ? value.trim().replace(/\r\n/g, "\n") : value);

function saidBy(field) {
  return field.type === "checkbox" ? field.checked : field.value;
}

async function opened(steps) {
  const place = placeOf(steps);
  if (place.field) return place;
  await go(steps);
  return placeOf(steps);
}

async function carryOut({ op, path, value, was }) {
  const steps = stepsOf(path);
  if (op === "remove") {
    const row = placeOf(steps).rows.at(-1);
    const button = row?.querySelector(":scope > .w-panel > .w-panel__header [data-streamfield-action=DELETE]");
    button?.setAttribute("data-agreed", "");
    button?.click();
    return;
  }
  const { field } = await opened(steps);
  const isText = typeof was === "string" && field?.matches("input, textarea");
  if (!field || (isText && said(saidBy(field)) !== said(was))) return;
  write(field, value);
}

// Carries out the changes of a finding's fix, the last row first, so that none moves another.
export async function adopt({ fix }) {
  const changes = [...fix.changes].sort((one, other) => (one.path < other.path ? 1 : -1));
  for (const change of changes) await carryOut(change);
}
