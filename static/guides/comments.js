// The address of a comment (`?comment=…`) opens the panel of comments, closed or not, and goes there.
const SETTLING = 400;

export function openLinkedComment() {
  const panel = document.querySelector("[data-side-panel=comments]");
  if (!panel || !new URLSearchParams(location.search).has("comment")) return;
  // Wagtail gives the comment the focus, which it takes in an open panel only.
  document.addEventListener("DOMContentLoaded", () => panel.dispatchEvent(new CustomEvent("open")));
  // Comments stand beside their fields, which have their places once all sections are drawn.
  window.addEventListener("load", () =>
    setTimeout(() => panel.querySelector(".comment--focused")?.scrollIntoView({ block: "center" }), SETTLING),
  );
}
