// The question tree as it stands in the form, drawn above its questions; a box leads to its question.
import { blockOf } from "./places.js";

let last = "";

// `drawing` is the server's SVG, in which every text of a person is escaped.
export function drawTree(drawing) {
  const content = blockOf("question_tree")?.querySelector(":scope > .w-panel > .w-panel__content");
  if (!content) return;
  let box = content.querySelector(":scope > .guide-tree");
  if (drawing === last && (box || !drawing)) return;
  last = drawing;
  if (!drawing) {
    box?.remove();
    return;
  }
  if (!box) {
    box = document.createElement("div");
    box.className = "guide-tree";
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    content.prepend(box);
  }
  box.innerHTML = drawing;
  box.setAttribute("aria-label", box.querySelector("svg").getAttribute("aria-label"));
}
