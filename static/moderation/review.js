// The review screen: 同意 and 退回 exclude each other; J and K walk the sections, A and R choose.
// Without this script both buttons work, and the server refuses what does not fit.

const form = document.querySelector("[data-review]");
const approve = form?.querySelector("[data-review-approve]");
const sendBack = form?.querySelector("[data-review-return]");
const why = form?.querySelector("[data-review-why]");
const sections = [...(form?.querySelectorAll("[data-review-section]") ?? [])];
const opinion = form?.querySelector("[name=opinion]");
let current = -1;

const chosen = (section) => section.querySelector("input[type=radio]:checked")?.value;

function weigh() {
  const returned = sections.filter((section) => chosen(section) === "return");
  for (const section of sections) {
    const reason = section.querySelector("[data-review-reason]");
    if (!reason) continue;
    const isReturned = returned.includes(section);
    reason.hidden = !isReturned;
    reason.querySelector("textarea").required = isReturned;
  }
  if (!sendBack) return;
  const isClosed = approve.hasAttribute("data-review-closed");
  approve.disabled = isClosed || returned.length > 0;
  sendBack.disabled = returned.length === 0 && opinion.value.trim() === "";
  if (isClosed) why.textContent = approve.title;
  else if (approve.disabled) why.textContent = why.dataset.approveBlocked;
  else why.textContent = sendBack.disabled ? why.dataset.returnBlocked : "";
}

function walk(step) {
  current = Math.min(Math.max(current + step, 0), sections.length - 1);
  const section = sections[current];
  section.tabIndex = -1;
  section.focus({ preventScroll: true });
  section.scrollIntoView({ block: "center" });
}

function choose(value) {
  const radio = sections[current]?.querySelector(`input[type=radio][value=${value}]`);
  if (!radio) return;
  radio.checked = true;
  weigh();
  if (value === "return") sections[current].querySelector("textarea").focus();
}

const keys = { j: () => walk(1), k: () => walk(-1), a: () => choose("fine"), r: () => choose("return") };

if (form) {
  form.addEventListener("input", weigh);
  form.addEventListener("change", weigh);
  const hasKeys = !("reviewNoKeys" in form.dataset);
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest("textarea, select, input:not([type=radio])");
    if (inField || event.ctrlKey || event.metaKey || event.altKey || !sections.length) return;
    if (!hasKeys) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault(); // or the letter lands in the field that gets the focus
    act();
  });
  weigh();
}
