// Shows how far an upload is, until it is finished.
const shown = document.querySelector("[data-progress]");
const PAUSE_MS = 1500;

async function look() {
  try {
    const answer = await fetch(shown.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const now = await answer.json();
    if (now.is_finished) {
      location.reload();
      return;
    }
    shown.querySelector("progress").value = now.percent;
    if (now.total) shown.querySelector("[data-done]").textContent = `: ${now.done} / ${now.total}`;
  } catch {
    // The network is away; the next look tries again.
  }
  setTimeout(look, PAUSE_MS);
}

if (shown) setTimeout(look, PAUSE_MS);
