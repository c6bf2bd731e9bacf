// In 长者版: reads the page aloud where the browser has a voice.
export function readAloud() {
  const button = document.querySelector("[data-read-aloud]");
  const elder = document.documentElement.dataset.mode === "elder";
  if (!button || !elder || !("speechSynthesis" in window)) return;
  const label = button.querySelector("span");
  const start = label.textContent;
  button.hidden = false;

  function finished() {
    label.textContent = start;
  }

  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return finished();
    }
    const blocks = document.querySelectorAll("main h1, main .lead, .answers > div, .part");
    for (const block of blocks) {
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read aloud
      const speech = new SpeechSynthesisUtterance(block.innerText);
      speech.lang = block.closest("[lang]").lang === "en" ? "en" : "zh-CN";
      speech.rate = 0.9;
      speech.addEventListener("error", finished);
      if (block === blocks[blocks.length - 1]) speech.addEventListener("end", finished);
      speechSynthesis.speak(speech);
    }
    label.textContent = button.dataset.stop;
  });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}
