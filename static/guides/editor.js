// The editor's list of sections: jumps to a section and says there what to write.
const editor = document.querySelector("[data-guide-editor]");
const read = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");

if (editor) {
  // The list of sections does what Wagtail's minimap would do once more for every row.
  document.querySelector("[data-minimap-container]")?.remove();
  const anchors = read("guide-editor-anchors");
  const place = (key) =>
    document.querySelector(anchors[key] || `[data-section="${key}"]`)?.closest(".w-panel, section") ||
    document.querySelector(`[data-section="${key}"]`);

  const guide = () => {
    for (const [selector, text] of Object.entries(read("guide-editor-guidance"))) {
      const section = document.querySelector(selector);
      const content = section?.querySelector(".w-panel__content") || section;
      if (!content || content.querySelector(":scope > .guide-editor__guidance")) continue;
      const help = document.createElement("div");
      help.className = "help-block help-info guide-editor__guidance";
      help.textContent = text;
      content.prepend(help);
    }
  };

  const open = (section) => {
    const toggle = section.querySelector(":scope > .w-panel__header [data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  };

  editor.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]");
    if (!link) return;
    event.preventDefault();
    for (const entry of editor.querySelectorAll(".guide-editor__entry")) {
      entry.classList.toggle("is-current", entry.contains(link));
    }
    const section = place(link.dataset.jump);
    if (!section) return;
    open(section);
    section.querySelector("[data-waiting]")?.dispatchEvent(new Event("guides:build"));
    section.scrollIntoView({ block: "start" });
    section.querySelector("input:not([type=hidden]), textarea, select, button")?.focus({ preventScroll: true });
  });

  // A text that nobody sees needs no height yet, and measuring it costs a layout of the page.
  for (const text of editor.querySelectorAll(".w-panel.collapsed [data-controller='w-autosize']")) {
    text.removeAttribute("data-controller");
    const toggle = text.closest(".w-panel.collapsed").querySelector("[data-panel-toggle]");
    const grow = ({ detail }) => {
      if (detail.expanded) text.setAttribute("data-controller", "w-autosize");
    };
    toggle.addEventListener("wagtail:panel-init", grow);
    toggle.addEventListener("wagtail:panel-toggle", grow);
  }
  // Until Wagtail has collapsed what begins collapsed, the style sheet hides it.
  document.addEventListener("DOMContentLoaded", () => editor.toggleAttribute("data-ready", true));

  guide();
  // Blocks are drawn by a script of their own, which may run after this one.
  window.addEventListener("load", guide);
}
