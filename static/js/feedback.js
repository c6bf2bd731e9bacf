// Figures of a guide's feedback, sections in doubt, and the sentence that was marked before 我要纠错.
const MOST = 300;

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}

async function showFigures(rating) {
  let answer;
  try {
    const response = await fetch(rating.dataset.feedback);
    if (!response.ok) return;
    answer = await response.json();
  } catch {
    return; // the link to the page of answers stays
  }
  const { figures, doubts } = answer;
  if (figures.clear + figures.unclear + figures.corrections) {
    rating.querySelector(".figures").textContent = fill(rating.dataset.figures, figures);
  }
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: "UTC", dateStyle: "long" });
  for (const [section, day] of Object.entries(doubts)) {
    const head = document.getElementById(section)?.querySelector(".head");
    if (!head) continue;
    const band = document.createElement("p");
    band.className = "band warn doubt";
    band.setAttribute("role", "note");
    band.textContent = fill(rating.dataset.doubt, { day: format.format(new Date(`${day}T00:00Z`)) });
    head.after(band);
  }
}

export function takeFeedback(rating) {
  showFigures(rating);
  for (const link of document.querySelectorAll("a.correct")) {
    link.addEventListener("click", () => {
      const marked = String(getSelection()).replace(/\s+/g, " ").trim();
      const address = new URL(link.href);
      if (marked && getSelection().containsNode(link.closest(".part"), true)) {
        address.searchParams.set("sentence", marked.slice(0, MOST));
      }
      link.href = address.href;
    });
  }
}
