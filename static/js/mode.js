// Chooses 长者版 before anything is drawn; kept on this device, so that pages stay the same for all.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("mode");
  let mode = asked;
  try {
    if (asked) localStorage.setItem("mode", asked);
    mode = localStorage.getItem("mode");
  } catch {
    // Storage may be forbidden; the address alone decides then.
  }
  root.dataset.script = "";
  if (mode === "elder") root.dataset.mode = "elder";
})();
