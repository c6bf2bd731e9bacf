// The review screen: 同意 and 退回 exclude each other; J and K walk the sections and from the last
// to the next piece, A and R choose. Without this script both buttons work, and the server refuses
// what does not fit.

const form = document.querySelector("[data-review]");
const approve = form?.querySelector("[data-review-approve]");
const sendBack = form?.querySelector("[data-review-return]");
const why = form?.querySelector("[data-review-why]");
const sections = [...(form?.querySelectorAll("[data-review-section]") ?? [])];
const opinion = form?.querySelector("[name=opinion]");
const points = [...(form?.querySelectorAll("[data-review-checklist] input[name=checked]") ?? [])];
const checkedCount = form?.querySelector("[data-review-checked]");
const byMachine = Number(checkedCount?.textContent ?? 0);
let current = -1;

const chosen = (section) => section.querySelector("input[type=radio]:checked")?.value;
const saidAt = (section) =>
  [...section.querySelectorAll("textarea[name^='at-']")].some((text) => text.value.trim());

function weigh() {
  const returned = sections.filter((section) => chosen(section) === "return");
  for (const section of sections) {
    const reason = section.querySelector("[data-review-reason]");
    if (!reason) continue;
    const isReturned = returned.includes(section);
    reason.hidden = !isReturned;
    reason.querySelector("textarea").required = isReturned && !saidAt(section);
  }
  if (!sendBack) return;
  const isClosed = approve.hasAttribute("data-review-closed");
  const unmarked = "hasRead" in why.dataset ? [] : sections.filter((section) => !chosen(section));
  const open = points.filter((point) => !point.checked);
  if (checkedCount) checkedCount.textContent = String(byMachine + points.length - open.length);
  approve.disabled = isClosed || returned.length > 0 || unmarked.length > 0 || open.length > 0;
  sendBack.disabled = returned.length === 0 && opinion.value.trim() === "";
  if (isClosed) why.textContent = approve.title;
  else if (returned.length) why.textContent = why.dataset.approveBlocked;
  else if (unmarked.length) why.textContent = `${why.dataset.unmarked} ${unmarked.length}`;
  else if (open.length) why.textContent = `${why.dataset.points} ${open.length}`;
  else why.textContent = sendBack.disabled ? why.dataset.returnBlocked : "";
}

// From the last section on J leads to the next piece of the queue, K from the first to the one before.
function walk(step) {
  const next = current + step;
  if (next < 0 || next >= sections.length) {
    if (current >= 0 || !sections.length) document.querySelector(step > 0 ? "[data-next-piece]" : "[data-previous-piece]")?.click();
    return;
  }
  current = next;
  const section = sections[current];
  section.tabIndex = -1;
  section.focus({ preventScroll: true });
  section.scrollIntoView({ block: "center" });
}

function choose(value) {
  const radio = sections[current]?.querySelector(`input[type=radio][value=${value}]`);
  if (!radio) return;
  if (sections[current].matches("details")) sections[current].open = true;
  radio.checked = true;
  weigh();
  if (value === "return") sections[current].querySelector("[data-review-reason] textarea").focus();
}

const keys = { j: () => walk(1), k: () => walk(-1), a: () => choose("fine"), r: () => choose("return") };

// A reason at one place: the section is then returned.
function sayHere(button) {
  const section = button.closest("[data-review-section]");
  let text = button.parentElement.querySelector(`[name="at-${button.dataset.sayAt}"]`);
  if (!text) {
    text = document.createElement("textarea");
    text.name = `at-${button.dataset.sayAt}`;
    text.rows = 2;
    text.setAttribute("aria-label", button.textContent.trim());
    button.after(text);
  }
  text.focus();
  section.querySelector("input[type=radio][value=return]").checked = true;
  weigh();
}

function usePhrase(button) {
  const text = button.closest("[data-review-reason]").querySelector("textarea");
  text.value = text.value.trim() ? `${text.value.trim()} ${button.textContent}` : button.textContent;
  text.focus();
  weigh();
}

// Side by side: the text before at the left, the one now at the right, drawn from the same pieces.
function showSideBySide(isOn) {
  for (const pieces of form.querySelectorAll("[data-pieces]")) {
    pieces.parentElement.querySelector(".review-sides")?.remove();
    pieces.hidden = isOn;
    if (!isOn) continue;
    const sides = document.createElement("div");
    sides.className = "review-sides";
    for (const gone of ["ins", "del"]) {
      const side = pieces.cloneNode(true);
      side.hidden = false;
      for (const piece of side.querySelectorAll(gone)) piece.remove();
      sides.append(side);
    }
    pieces.after(sides);
  }
}

if (form) {
  form.addEventListener("input", weigh);
  form.addEventListener("change", weigh);
  form.addEventListener("click", (event) => {
    const here = event.target.closest("[data-say-at]");
    if (here) sayHere(here);
    const phrase = event.target.closest("[data-phrase]");
    if (phrase) usePhrase(phrase);
    const toggle = event.target.closest("[data-side-by-side]");
    if (toggle) {
      const isOn = toggle.getAttribute("aria-pressed") !== "true";
      toggle.setAttribute("aria-pressed", String(isOn));
      showSideBySide(isOn);
    }
  });
  form.querySelectorAll("[data-say-at], [data-phrases], [data-side-by-side]").forEach((one) => {
    one.hidden = false;
  });
  const hasKeys = !("reviewNoKeys" in form.dataset);
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest("textarea, select, input:not([type=radio])");
    if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!hasKeys) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault(); // or the letter lands in the field that gets the focus
    act();
  });
  weigh();
}
