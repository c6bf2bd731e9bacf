// Places in the editor. A link to the editor names one in its hash, by its JSON pointer in the
// Document: `#/materials/items/2/name` is the name of the third material, `#/time_limits/promised`
// a group of fields, `#/conditions` a section. `#conditions` means the same; rows count from 0.
// What a Document has from elsewhere leads to where it is shown (`#/item/codes`: the catalogue).
const COLUMNS = {
  time_limits: (steps) => steps.join("_"),
  handling: (steps) => ["handling", ...steps].join("_"),
  fees: (steps) => (steps[0] === "charged" ? "fees_charged" : ""),
  extra: (steps) => extraName("extra", steps),
  extra_internal: (steps) => extraName("extra_internal", steps),
};
// Rows count as they stand in the Document; what is missing there is named by its key.
function extraName(section, [step]) {
  const field = document.querySelector(`[data-extra-place="${section}/${step}"]`);
  const key = field?.dataset.extra ?? step;
  const fields = document.querySelectorAll(`[name="extra-${key}"], [name^="extra-${key}-"]`);
  return [...fields].find((one) => one.type !== "hidden")?.name ?? "";
}
const FIELDS = "input:not([type=hidden]), textarea, select";
const stream = () => document.querySelector("[data-streamfield-stream-container]");

// The steps of a hash or pointer; null for a hash of somebody else (Wagtail's panels have some).
export function stepsOf(hash) {
  const text = decodeURIComponent(hash.replace(/^#/, ""));
  if (text.startsWith("/")) return text.slice(1).split("/");
  return /^[a-z_]+$/.test(text) ? [text] : null;
}

export const fieldNamed = (name) => document.getElementsByName(name)[0];

// The block of a section of the stream; null when the page has none.
export function blockOf(key) {
  const types = stream()?.querySelectorAll(":scope > [data-streamfield-child] > input[name$='-type']");
  const type = [...(types ?? [])].find((input) => input.value === key && !isDeleted(input.parentElement));
  return type?.parentElement ?? null;
}

export function isDeleted(child) {
  return Boolean(child.querySelector(":scope > input[name$='-deleted']")?.value);
}

// The rows of a table that are there, in their order on the screen.
export function rowsOf(prefix) {
  const count = fieldNamed(`${prefix}-count`);
  const rows = count?.parentElement.querySelectorAll(
    ":scope > [data-streamfield-list-container] > [data-streamfield-child]",
  );
  return [...(rows ?? [])].filter((row) => !isDeleted(row));
}

// What a child of the stream or of a table calls its value: `sections-2-value`.
export const valueName = (child) =>
  child.querySelector(":scope > input[name$='-id']").name.replace(/-id$/, "-value");

// What each row of a table calls its value, built or still waiting as hidden inputs.
export function rowValues(prefix) {
  const count = fieldNamed(`${prefix}-count`);
  if (!count) return [];
  if (count.parentElement.querySelector(":scope > [data-streamfield-list-container]")) {
    return rowsOf(prefix).map(valueName);
  }
  return Array.from({ length: Number(count.value) }, (_, number) => `${prefix}-${number}-value`);
}

// The name of a column's field, or an empty string for what stands in a block.
export function columnOf([key, ...steps]) {
  if (!steps.length) return fieldNamed(key) ? key : "";
  const name = COLUMNS[key]?.(steps) ?? "";
  return fieldNamed(name) ? name : "";
}

// Opens a panel, and builds what waits in it.
export function open(panel) {
  const toggle = panel.querySelector(":scope > .w-panel__header [data-panel-toggle]");
  if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  const waits = panel.querySelector(":scope > .w-panel__content > * > [data-waiting], :scope > .w-panel__content > [data-waiting]");
  waits?.dispatchEvent(new Event("guides:build"));
}

function openAround(element) {
  const around = [];
  for (let one = element; one; one = one.parentElement?.closest(".w-panel")) around.unshift(one);
  around.filter((one) => one.matches(".w-panel")).forEach(open);
  const folded = element.closest("[data-block-settings][hidden]");
  if (folded) document.querySelector(`[aria-controls="${folded.id}"]`)?.click();
}

// The element at the end of the steps, opened from the outside in; as far as there is one.
function reach([key, ...steps]) {
  const column = fieldNamed(columnOf([key, ...steps]));
  if (column) return column;
  const group = COLUMNS[key] && steps.length ? groupOf(key, steps) : null;
  if (group) return group;
  const block = blockOf(key);
  if (!block) return document.querySelector(`[data-section="${key}"]`);
  open(block.querySelector(":scope > .w-panel"));
  let [prefix, found] = [valueName(block), block.querySelector(":scope > .w-panel")];
  for (const step of steps) {
    if (/^\d+$/.test(step)) {
      const row = rowsOf(prefix)[Number(step)];
      if (!row) return found;
      prefix = valueName(row);
      found = row.querySelector(":scope > .w-panel");
      open(found);
    } else {
      prefix = `${prefix}-${step}`;
      const here = fieldNamed(prefix) ?? fieldNamed(`${prefix}-count`) ?? document.querySelector(`[name^="${prefix}-"]`);
      // What the catalogue says of the item stands in a panel of its own.
      if (!here) return key === "item" ? document.querySelector("[data-section='catalogue']") : found;
      found = here.closest("[data-contentpath]") ?? here;
    }
  }
  return fieldNamed(prefix) ?? found;
}

const groupOf = (key, steps) => {
  const start = [...(key === "handling" ? ["handling"] : []), ...steps].join("_");
  return document.querySelector(`[name^="${start}_"]`);
};

const LATEST_TURNS = 30; // a second

const nextFrames = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });

// Resolves once no section waits, to whether the person has left the page alone until then.
async function sectionsBuilt() {
  if (!document.querySelector("[data-waiting=section]")) return false;
  let isUntouched = true;
  const touched = () => {
    isUntouched = false;
  };
  const gestures = ["wheel", "touchmove", "keydown", "pointerdown"];
  for (const one of gestures) window.addEventListener(one, touched, { passive: true });
  while (document.querySelector("[data-waiting=section]")) await nextFrames();
  await nextFrames();
  for (const one of gestures) window.removeEventListener(one, touched);
  return isUntouched;
}

const insideOf = (place) => (place.matches(".w-panel") ? (place.querySelector(":scope > .w-panel__content") ?? place) : place);

// Puts the cursor into the first field in sight at a place; returns whether there is one.
function enter(place) {
  const inside = insideOf(place);
  const field = inside.matches(FIELDS) ? inside : [...inside.querySelectorAll(FIELDS)].find((one) => one.offsetParent);
  field?.focus({ preventScroll: true });
  return Boolean(field);
}

// A field that is built or opened late is entered then, unless the person has gone on meanwhile.
async function enterLater(steps, before) {
  for (let turn = 0; turn < LATEST_TURNS && document.activeElement === before; turn += 1) {
    await nextFrames();
    const place = reach(steps);
    if (place && document.activeElement === before && enter(place)) return;
  }
}

// Opens a place, scrolls to it and puts the cursor there; gives the section's key, or null.
export async function go(steps) {
  const place = reach(steps);
  if (!place) return null;
  openAround(place);
  // What is inherited is folded until somebody asks for it.
  if (place.matches("details")) place.open = true;
  // Panels that open change what stands where.
  await nextFrames();
  const block = place.matches(".w-panel") ? "start" : "center";
  const scroll = () => place.scrollIntoView({ block, behavior: "instant" });
  scroll();
  // So do sections above that are still to be built.
  sectionsBuilt().then((isUntouched) => isUntouched && scroll());
  if (!enter(place)) {
    // An empty table is begun from its +, not from the button that deletes the section before it.
    const begin = insideOf(place).querySelector("[data-streamfield-list-add]") ?? place.querySelector("button, a");
    begin?.focus({ preventScroll: true });
    enterLater(steps, document.activeElement);
  }
  return steps[0];
}

// Where a place stands as the page is now, without opening or building anything: what its field
// is called, the field when there is one (`first` that of a group of fields), the rows around it from the outside in, and the panel or
// table that comes nearest.
export function placeOf([key, ...steps]) {
  const column = columnOf([key, ...steps]);
  if (column) return { name: column, field: fieldNamed(column), rows: [], around: null };
  const block = blockOf(key);
  if (!block) {
    const group = COLUMNS[key] && steps.length ? groupOf(key, steps) : null;
    return { name: "", field: group, rows: [], around: document.querySelector(`[data-section="${key}"]`) };
  }
  let prefix = valueName(block);
  let around = block.querySelector(":scope > .w-panel");
  const rows = [];
  for (const step of steps) {
    if (/^\d+$/.test(step)) {
      const row = rowsOf(prefix)[Number(step)];
      if (!row) break;
      rows.push(row);
      prefix = valueName(row);
      around = row.querySelector(":scope > .w-panel");
    } else {
      prefix = `${prefix}-${step}`;
      around = fieldNamed(`${prefix}-count`)?.parentElement ?? around;
    }
  }
  const field = fieldNamed(prefix);
  const first = field ? null : firstOfGroup(prefix, steps.at(-1));
  return { name: prefix, field: field?.type === "hidden" ? null : field, first, rows, around };
}

// The first field of a group of fields, where the cursor is led to as well; none of a table or row.
function firstOfGroup(prefix, step) {
  if (!step || /^\d+$/.test(step) || fieldNamed(`${prefix}-count`)) return null;
  return [...document.querySelectorAll(`[name^="${prefix}-"]`)].find((one) => one.matches(FIELDS)) ?? null;
}

const BOOKKEEPING = /-(count|deleted|order|type|id|key)$/;

export function saysSomething(fields) {
  return fields.some(
    (one) =>
      !BOOKKEEPING.test(one.name) &&
      one.value.trim() !== "" &&
      (one.type !== "checkbox" || one.checked) &&
      !one.closest("[aria-hidden=true]"),
  );
}
