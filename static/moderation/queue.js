// The work queue: J and K walk the rows, Enter opens the one with the focus.

const links = () => [...document.querySelectorAll("#listing-results td.title a")];

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  const inField = event.target.closest("textarea, select, input:not([type=checkbox])");
  if (inField || event.ctrlKey || event.metaKey || event.altKey || (key !== "j" && key !== "k")) return;
  const all = links();
  if (!all.length) return;
  event.preventDefault();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? 0 : Math.min(Math.max(at + (key === "j" ? 1 : -1), 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
});
