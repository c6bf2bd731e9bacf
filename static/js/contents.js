// Marks in the contents the section that is being read; Esc closes the sheet of phones.
export function markContents(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll("a[href^='#']")) {
    const section = document.getElementById(link.hash.slice(1));
    if (section?.matches(".part")) links.set(section, link);
  }
  const seen = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    const first = [...links.keys()].find((section) => seen.has(section));
    if (!first) return;
    for (const [section, link] of links) {
      if (section === first) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-10% 0px -60% 0px" });
  for (const section of links.keys()) watcher.observe(section);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#toc") location.hash = "#main";
  });
}
