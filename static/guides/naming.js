// Rows that refer to other rows by a key: the person chooses them by their names.
import { whenBuilt } from "./built.js";
import { blockOf, fieldNamed, rowValues, valueName } from "./places.js";

// The last steps of a field's path → the table whose rows it names, as section and path in it.
const TABLES = [
  [/^conditions\/items\/\*\/materials$/, "materials", "items", "name"],
  [/^materials\/items\/\*\/conditions$/, "conditions", "items", "text"],
  [/^question_tree\/.*\/(add|drop)_materials$/, "materials", "items", "name"],
  [/^question_tree\/.*\/(add|drop)_conditions$/, "conditions", "items", "text"],
  [/^question_tree\/.*\/(add|drop)_steps$/, "process", "steps", "name"],
  [/^question_tree\/.*\/next$/, "question_tree", "questions", "question"],
];
const LONGEST = 30;

// Keys are random, of eight hexadecimal digits, as the server would give them.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// The rows of a table as [key, name]; a row that was added a moment ago gets its key here.
function rowsNamed([, section, table, naming]) {
  const block = blockOf(section);
  if (!block) return [];
  return rowValues(`${valueName(block)}-${table}`).map((prefix, number) => {
    const key = fieldNamed(`${prefix}-key`);
    if (!key.value) key.value = newKey();
    const name = fieldNamed(`${prefix}-${naming}`)?.value.trim().split("\n")[0] || `${number + 1}`;
    return [key.value, name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name];
  });
}

const keysIn = (field) => field.value.split("\n").map((one) => one.trim()).filter(Boolean);

function pathOf(field) {
  const block = field.closest("[data-streamfield-stream-container] > [data-streamfield-child]");
  if (!block) return "";
  const type = block.querySelector(":scope > input[name$='-type']").value;
  const prefix = valueName(block);
  return `${type}/${field.name.slice(prefix.length + 1).replace(/(\d+)-value/g, "*").replaceAll("-", "/")}`;
}

function draw(field, table, words) {
  const box = field.parentElement.querySelector(":scope > [data-named]") ?? document.createElement("fieldset");
  box.dataset.named = "";
  box.className = "guide-named";
  const legend = document.createElement("legend");
  legend.className = "w-sr-only";
  legend.textContent = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "";
  box.replaceChildren(legend);
  const rows = rowsNamed(table);
  const chosen = keysIn(field);
  const isSingle = field.tagName === "INPUT";
  const lost = chosen.filter((key) => !rows.some(([known]) => known === key)).map((key) => [key, `${words.lost} ${key}`]);
  for (const [key, name] of [...rows, ...lost]) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.value = key;
    input.checked = chosen.includes(key);
    label.append(input, ` ${name}`);
    box.append(label);
  }
  if (box.children.length === 1) box.append(words.none);
  box.onchange = ({ target }) => {
    if (isSingle && target.checked) {
      for (const other of box.querySelectorAll("input")) other.checked = other === target;
    }
    const ticked = [...box.querySelectorAll("input:checked")].map((one) => one.value);
    field.value = ticked.join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (!box.isConnected) field.after(box);
  field.hidden = true;
  // What it says is how keys are typed.
  const help = document.getElementById(`${field.id}-helptext`);
  if (help) help.hidden = true;
}

const tables = new WeakMap();
function tableOf(field) {
  if (!tables.has(field)) tables.set(field, TABLES.find(([path]) => path.test(pathOf(field))));
  return tables.get(field);
}

export function chooseKeysByName(words) {
  const drawAll = (root, isWanted = () => true) => {
    for (const field of root.querySelectorAll("textarea, input[type=text]")) {
      const table = tableOf(field);
      if (table && isWanted(field)) draw(field, table, words);
    }
  };
  const streams = "[data-streamfield-stream-container]";
  // A row that is opened is built when the browser has time for it.
  whenBuilt(() => {
    for (const stream of document.querySelectorAll(streams)) {
      drawAll(stream, (field) => !field.hidden && field.checkVisibility());
    }
  });
  // When a row is opened or entered: names may have changed since.
  document.addEventListener("wagtail:panel-toggle", ({ target }) => {
    const panel = target.closest(`${streams} .w-panel`);
    if (panel) requestAnimationFrame(() => drawAll(panel));
  });
  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest?.(`${streams} [data-streamfield-child] [data-streamfield-child]`);
    if (row && !target.closest("[data-named]")) drawAll(row);
  });
}
