// Lets no form of the admin leave its page while it cannot be saved: the session has ended, the
// token has changed, the server is away. Says so in a dialog, in which one can sign in again.
const dialog = document.getElementById("kept");
const EVERY = 5000; // milliseconds
const passed = new WeakSet();
const waiting = new WeakSet();
let question = null;

// How things stand: "fine", "signed_out", "other_user", "offline" or "server". When all is well,
// the tokens of this page are those of the session that there is now.
export async function standing() {
  const answer = await fetch(dialog.dataset.kept, {
    headers: { Accept: "application/json" },
    cache: "no-store",
  }).catch(() => null);
  if (!answer) return "offline";
  if (answer.status === 401) return "signed_out";
  if (!answer.ok) return "server";
  const { user, token } = await answer.json();
  if (String(user) !== dialog.dataset.keptUser) return "other_user";
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = token;
  return "fine";
}

// Asks the person to sign in, or to wait; resolves to whether it can go on.
export function ask(state) {
  question ??= answered(state).finally(() => {
    question = null;
  });
  return question;
}

// Lets a button of Wagtail's that spins be pressed again.
export const release = (button) => button?.setAttribute("data-w-progress-loading-value", "false");

// What the editor's footer says.
export const words = (state) => dialog.dataset[state === "offline" ? "keptOffline" : "keptServer"];

function answered(state) {
  const frame = dialog.querySelector("iframe");
  return new Promise((resolve) => {
    const look = async () => {
      const now = await standing();
      if (now === "fine") end(true);
      else show(now, frame);
    };
    const timer = state === "refused" ? 0 : setInterval(look, EVERY);
    const again = dialog.querySelector("[data-kept-again]");
    const end = (goesOn) => {
      clearInterval(timer);
      frame.removeAttribute("src");
      again.onclick = dialog.onclose = frame.onload = null;
      dialog.close();
      resolve(goesOn);
    };
    again.onclick = look;
    again.hidden = state === "refused";
    frame.onload = () => {
      if (frame.contentWindow.location.pathname === dialog.dataset.kept) look();
    };
    dialog.querySelector("[data-kept-back]").onclick = () => end(false);
    dialog.onclose = () => end(false);
    show(state, frame);
    dialog.showModal();
  });
}

function show(state, frame) {
  for (const said of dialog.querySelectorAll("[data-kept-words]")) {
    said.hidden = said.dataset.keptWords !== state;
  }
  frame.hidden = state !== "signed_out";
  if (!frame.hidden && !frame.hasAttribute("src")) frame.src = frame.dataset.keptSignIn;
}

// The page editor saves by itself: draft_saving.js.
async function guard(event) {
  const { target: form, submitter } = event;
  const isSentHere =
    form.getAttribute("method")?.toLowerCase() === "post" && form.getAttribute("id") !== "page-edit-form";
  if (!isSentHere || passed.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (waiting.has(form)) return;
  waiting.add(form);
  const state = await standing();
  const goesOn = state === "fine" || (await ask(state));
  waiting.delete(form);
  if (goesOn) send(form, submitter);
  else release(submitter);
}

function send(form, submitter) {
  passed.add(form);
  const wasDisabled = submitter?.disabled; // a disabled button would not say its name
  if (submitter) submitter.disabled = false;
  form.requestSubmit(submitter);
  if (submitter) submitter.disabled = wasDisabled;
  passed.delete(form);
}

if (dialog) document.addEventListener("submit", guard, { capture: true });
