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

  // Measuring how high a text must be costs a layout of the page: for those in sight once it is
  // drawn, for those in a collapsed section when that is opened.
  const grow = (texts) => {
    for (const text of texts) text.setAttribute("data-controller", "w-autosize");
  };
  const inSight = [];
  for (const text of editor.querySelectorAll("[data-controller='w-autosize']")) {
    text.removeAttribute("data-controller");
    const toggle = text.closest(".w-panel.collapsed")?.querySelector("[data-panel-toggle]");
    if (!toggle) inSight.push(text);
    const growOnceOpen = ({ detail }) => {
      if (detail.expanded) grow([text]);
    };
    toggle?.addEventListener("wagtail:panel-init", growOnceOpen);
    toggle?.addEventListener("wagtail:panel-toggle", growOnceOpen);
  }
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  window.addEventListener("load", () => whenIdle(() => grow(inSight)));

  // Until Wagtail has collapsed what begins collapsed, the style sheet hides it.
  document.addEventListener("DOMContentLoaded", () => editor.toggleAttribute("data-ready", true));

  guide();
  // Blocks are drawn by a script of their own, which may run after this one.
  window.addEventListener("load", guide);
}
