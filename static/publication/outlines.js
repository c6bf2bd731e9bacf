// Drag of sections and extra fields by their handle; the buttons of each row do it without.

const KEPT = "outline-focus";
let dragged = null;

function rowAt(event) {
  return event.target.closest?.("tr[data-row]");
}

function mark(row) {
  for (const one of document.querySelectorAll(".is-over")) one.classList.remove("is-over");
  if (row && row !== dragged) row.classList.add("is-over");
}

function moveTo(row) {
  const form = dragged.querySelector("form[data-move]");
  form.elements.place.value = row.querySelector("input[name=place]").defaultValue;
  form.requestSubmit(form.querySelector("button[value=to]"));
}

function listen(table) {
  table.addEventListener("dragstart", (event) => {
    if (!event.target.closest("[data-handle]")) return;
    dragged = rowAt(event);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.row);
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  table.addEventListener("dragover", (event) => {
    if (!table.contains(dragged) || !rowAt(event)) return;
    event.preventDefault();
    mark(rowAt(event));
  });
  table.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!table.contains(dragged) || !row) return;
    event.preventDefault();
    if (row !== dragged) moveTo(row);
  });
  table.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });
  // A press of a button loads the page anew: the same button has the focus again afterwards.
  table.addEventListener("submit", (event) => {
    const { key } = event.target.elements;
    sessionStorage.setItem(KEPT, `${table.id} ${key.value} ${event.submitter?.value ?? "to"}`);
  });
}

function takeFocusUp() {
  const [id, key, step] = (sessionStorage.getItem(KEPT) ?? "").split(" ");
  sessionStorage.removeItem(KEPT);
  const rows = document.getElementById(id)?.querySelectorAll("tr[data-row]") ?? [];
  const row = [...rows].find((one) => one.dataset.row === key);
  if (!row) return;
  const button = row.querySelector(`button[value=${step}]`);
  (button?.disabled ? row.querySelector("button:not(:disabled)") : button)?.focus();
}

for (const table of document.querySelectorAll(".outline-sections")) listen(table);

// Going to the row of the address, the browser takes the focus away: it is given back afterwards.
if (document.readyState === "complete") takeFocusUp();
else window.addEventListener("load", () => requestAnimationFrame(takeFocusUp));
