// Keeps the ticks of “what to bring” on this device, guide by guide.
export function keepTicks(page) {
  const key = `ticks:${page.dataset.guide}`;
  const boxes = [...page.querySelectorAll("input[data-tick]")];
  let ticked = [];
  try {
    ticked = JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return;
  }
  for (const box of boxes) {
    box.checked = ticked.includes(box.dataset.tick);
    box.addEventListener("change", () => {
      const now = boxes.filter((one) => one.checked).map((one) => one.dataset.tick);
      try {
        localStorage.setItem(key, JSON.stringify(now));
      } catch {
        // Nothing can be kept; the tick stays for this visit.
      }
    });
  }
}
