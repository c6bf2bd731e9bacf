// The address of a comment (`?comment=…`) opens the panel of comments, closed or not, and goes there.
const PAUSE = 200;
const AFTER_SECTIONS = 3000;
const GESTURES = ["wheel", "touchmove", "keydown", "pointerdown"];

export function openLinkedComment() {
  const panel = document.querySelector("[data-side-panel=comments]");
  if (!panel || !new URLSearchParams(location.search).has("comment")) return;
  // Wagtail gives the comment the focus, which it takes in an open panel only.
  document.addEventListener("DOMContentLoaded", () => panel.dispatchEvent(new CustomEvent("open")));
  window.addEventListener("load", () => keepInSight(panel));
}

// Comments stand beside their fields, which move while sections are drawn: the comment is followed
// until they have their places, or somebody goes on.
function keepInSight(panel) {
  let ends = Infinity;
  const timer = setInterval(() => {
    panel.querySelector(".comment--focused")?.scrollIntoView({ block: "center" });
    if (document.querySelector("[data-waiting=section]")) ends = Infinity;
    else if (ends === Infinity) ends = Date.now() + AFTER_SECTIONS;
    if (Date.now() > ends) clearInterval(timer);
  }, PAUSE);
  for (const one of GESTURES) window.addEventListener(one, () => clearInterval(timer), { once: true, passive: true });
}
