// The editor's saves: one after the other, by a request that leaves the form where it is until
// the server has stored it, and in words that help when it has not.
import { ask, release, standing, words } from "./kept.js";

const form = document.getElementById("page-edit-form");
const WAGTAIL_SAYS = ["validation_error", "locked"];
const SOONEST = 2000; // milliseconds
const LATEST = 60_000;

if (form) {
  // Wagtail autosaves when it hears that there are edits.
  const autosave = () => {
    const edits = { bubbles: true, cancelable: true, detail: { type: "edits" } };
    form.dispatchEvent(new CustomEvent("w-unsaved:add", edits));
  };

  // One request at a time: what an answer changes in the form goes into the next one.
  const plainFetch = window.fetch;
  let last = Promise.resolve();
  let autosaves = 0;
  window.fetch = (address, options) => {
    const isSave = address === form.action && options?.method?.toLowerCase() === "post";
    if (!isSave) return plainFetch(address, options);
    const isAutosave = options.headers?.Accept === "application/json";
    last = last
      .catch(() => {})
      .then(() => {
        if (isAutosave) autosaves += 1;
        return plainFetch(address, options);
      });
    return last;
  };
  const ended = async () => {
    await last.catch(() => {});
    if (autosaves === 0) return;
    await new Promise((resolve) => {
      for (const outcome of ["success", "error"]) {
        form.addEventListener(`w-autosave:${outcome}`, resolve, { once: true });
      }
    });
  };

  let wait = SOONEST;
  let timer = 0;
  form.addEventListener("w-autosave:success", () => {
    autosaves = 0;
    wait = SOONEST;
    clearTimeout(timer);
    const notice = form.querySelector("[data-w-autosave-target=partials] [data-merge-notice]");
    if (!notice) return;
    form.querySelector(":scope > [data-merge-notice]")?.remove();
    form.prepend(notice);
    notice.scrollIntoView({ block: "nearest" });
  });

  const mend = async () => {
    const state = await standing();
    if (state === "signed_out" || state === "other_user") {
      if (await ask(state)) autosave();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(autosave, wait);
    wait = Math.min(2 * wait, LATEST);
  };
  // Before Wagtail's own listeners, which show the text.
  window.addEventListener(
    "w-autosave:error",
    ({ detail }) => {
      autosaves = 0;
      detail.error = null;
      if (WAGTAIL_SAYS.includes(detail.type)) return;
      detail.text = words(detail.type === "network_error" ? "offline" : "server");
      mend();
    },
    { capture: true },
  );
  window.addEventListener("online", () => {
    if (timer) autosave();
  });

  // Wagtail would ask whether to write over what others saved, which the server merges, and
  // whether to save without a network, about which the dialog of kept.js speaks.
  const ahead = { capture: true };
  window.addEventListener("w-swap:json", ({ detail }) => {
    for (const session of detail.data?.other_sessions ?? []) session.revision_id = null;
  }, ahead);
  window.addEventListener("w-swap:error", ({ detail }) => {
    detail.error = null;
  }, ahead);

  const post = async (submitter) => {
    await ended();
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const headers = { Accept: "text/html", "X-Requested-With": "XMLHttpRequest" };
    return window.fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  };

  // What keeps a save from being stored, or null when it can be tried at once.
  const obstacle = async (answer, tried) => {
    if (!answer) return "offline";
    if (answer.status >= 500) return "server";
    const state = await standing();
    return state === "fine" ? tried > 1 && "refused" : state;
  };

  const save = async (submitter) => {
    for (let tried = 1; ; tried += 1) {
      const answer = await post(submitter);
      if (answer?.headers.get("Content-Type")?.startsWith("application/json") && answer.ok) {
        window.location.assign((await answer.json()).location);
        return;
      }
      if (answer?.ok) {
        // The form with its errors: the browser fetches it, and shows it.
        HTMLFormElement.prototype.submit.call(form);
        return;
      }
      const state = await obstacle(answer, tried);
      if (state && !(await ask(state))) break;
    }
    release(submitter);
    form.setAttribute("data-w-unsaved-confirmation-value", "true");
  };

  let isSaving = false;
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (isSaving) return;
    isSaving = true;
    await save(event.submitter);
    isSaving = false;
  });
}
