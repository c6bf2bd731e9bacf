// Asks before a section or a row that says something is deleted: the next autosave would store it.
// A section that the outline requires is emptied instead.
import { saysSomething } from "./places.js";

const FIELDS = "input, textarea, select";

export function askBeforeDeleting({ mandatory }) {
  const dialog = document.getElementById("guide-editor-delete");
  const agreed = new WeakSet();

  const ask = (kind, name) =>
    new Promise((resolve) => {
      for (const part of dialog.querySelectorAll("[data-delete]")) {
        part.hidden = !part.dataset.delete.split(" ").includes(kind);
        const place = part.querySelector("[data-name]");
        if (place) place.textContent = name;
      }
      dialog.onclick = ({ target }) => {
        if (target.closest("button")) dialog.close(target.closest("[data-keep]") ? "" : "yes");
      };
      dialog.onclose = () => resolve(dialog.returnValue === "yes");
      dialog.returnValue = "";
      dialog.showModal();
    });

  const nameOf = (child) => {
    const heading = child.querySelector(":scope > .w-panel > .w-panel__header [data-panel-heading]");
    return [...(heading?.querySelectorAll("span") ?? [])].map((one) => one.textContent.trim()).join(" ").trim();
  };

  document.addEventListener(
    "click",
    async (event) => {
      const button = event.target.closest("[data-streamfield-action=DELETE]");
      const child = button?.closest("[data-streamfield-child]");
      if (!child || agreed.has(button) || button.hasAttribute("data-agreed")) return;
      const type = child.querySelector(":scope > input[name$='-type']")?.value;
      const isSection = child.parentElement.hasAttribute("data-streamfield-stream-container");
      const isMandatory = isSection && mandatory.includes(type);
      const isEmpty = !saysSomething([...child.querySelectorAll(FIELDS)]);
      if (isEmpty && !isMandatory) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const kind = isMandatory ? (isEmpty ? "stays" : "mandatory") : isSection ? "section" : "row";
      if (!(await ask(kind, nameOf(child)))) return;
      if (isMandatory) {
        const id = child.querySelector(":scope > input[name$='-id']").value;
        child.parentElement.dispatchEvent(new CustomEvent("guides:empty", { detail: { id } }));
      } else {
        agreed.add(button);
        button.click();
      }
    },
    { capture: true },
  );
}
