// Correction of an import: both sides of one number light up; J and K go through what is open.
const screen = document.querySelector("[data-correct]");
let active = null;

function light(number) {
  if (number === active) return;
  active = number;
  for (const one of screen.querySelectorAll(".is-active")) one.classList.remove("is-active");
  if (!number) return;
  for (const one of screen.querySelectorAll(`[data-entry="${number}"]`)) one.classList.add("is-active");
}

function follow(event) {
  const at = event.target.closest("[data-entry]");
  if (at) light(at.dataset.entry);
}

function step(by) {
  const open = [...screen.querySelectorAll(".entry--look, .entry--unrecognised")].filter((one) => !one.hidden);
  if (!open.length) return;
  const here = open.findIndex((one) => one.dataset.entry === active);
  const next = open[(here + by + open.length) % open.length] ?? open[0];
  light(next.dataset.entry);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  document.getElementById(`s${next.dataset.entry}`)?.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "m" && active) screen.querySelector(`#e${active} [data-menu]`)?.focus();
  else return;
  event.preventDefault();
}

function show(event) {
  const button = event.target.closest("[data-show]");
  if (!button) return;
  for (const one of screen.querySelectorAll("[data-show]")) one.setAttribute("aria-pressed", String(one === button));
  for (const entry of screen.querySelectorAll("[data-confidence]")) {
    entry.hidden = Boolean(button.dataset.show) && entry.dataset.confidence !== button.dataset.show;
  }
}

if (screen) {
  screen.addEventListener("mouseover", follow);
  screen.addEventListener("focusin", follow);
  screen.addEventListener("click", show);
  document.addEventListener("keydown", onKey);
  const target = /^#e(\d+)$/.exec(location.hash);
  if (target) {
    light(target[1]);
    document.getElementById(`s${target[1]}`)?.scrollIntoView({ block: "nearest" });
    document.getElementById(`e${target[1]}`)?.scrollIntoView({ block: "center" });
  }
}
