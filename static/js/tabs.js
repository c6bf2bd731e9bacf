// Tabs by the pattern of the ARIA guide: arrows move, Home and End jump. Without a script all
// panels are shown, so the HTML has no roles.
export function makeTabs(list) {
  const tabs = [...list.querySelectorAll("[data-panel]")];
  const panels = tabs.map((tab) => document.getElementById(tab.dataset.panel));
  list.setAttribute("role", "tablist");
  panels.forEach((panel, index) => {
    tabs[index].setAttribute("role", "tab");
    tabs[index].setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tabs[index].id);
  });

  function choose(index) {
    tabs.forEach((tab, place) => {
      tab.setAttribute("aria-selected", String(place === index));
      tab.tabIndex = place === index ? 0 : -1;
      panels[place].hidden = place !== index;
    });
  }

  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(index));
    tab.addEventListener("keydown", (event) => {
      const last = tabs.length - 1;
      const next = {
        ArrowRight: index === last ? 0 : index + 1,
        ArrowLeft: index === 0 ? last : index - 1,
        Home: 0,
        End: last,
      }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
      tabs[next].focus();
    });
  });
  choose(0);
}
