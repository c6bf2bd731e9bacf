// Drag of sections by their handle; the buttons of each row do the same without it.

const KEPT = "outline-focus";
const table = document.querySelector(".outline-sections");
let dragged = null;

function rowAt(event) {
  return event.target.closest?.("tr[data-row]");
}

function mark(row) {
  for (const one of table.querySelectorAll(".is-over")) one.classList.remove("is-over");
  if (row && row !== dragged) row.classList.add("is-over");
}

function moveTo(row) {
  const form = dragged.querySelector("form[data-move]");
  form.elements.place.value = row.querySelector("input[name=place]").defaultValue;
  form.requestSubmit(form.querySelector("button[value=to]"));
}

table.addEventListener("dragstart", (event) => {
  if (!event.target.closest("[data-handle]")) return;
  dragged = rowAt(event);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.row);
  event.dataTransfer.setDragImage(dragged, 0, 0);
});
table.addEventListener("dragover", (event) => {
  if (!dragged || !rowAt(event)) return;
  event.preventDefault();
  mark(rowAt(event));
});
table.addEventListener("drop", (event) => {
  const row = rowAt(event);
  if (!dragged || !row) return;
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
  sessionStorage.setItem(KEPT, `${key.value} ${event.submitter?.value ?? "to"}`);
});

function takeFocusUp() {
  const [key, step] = (sessionStorage.getItem(KEPT) ?? "").split(" ");
  sessionStorage.removeItem(KEPT);
  const row = [...table.querySelectorAll("tr[data-row]")].find((one) => one.dataset.row === key);
  if (!row) return;
  const button = row.querySelector(`button[value=${step}]`);
  (button?.disabled ? row.querySelector("button:not(:disabled)") : button)?.focus();
}

// Going to the row of the address, the browser takes the focus away: it is given back afterwards.
if (document.readyState === "complete") takeFocusUp();
else window.addEventListener("load", () => requestAnimationFrame(takeFocusUp));
