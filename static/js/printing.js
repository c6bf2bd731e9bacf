// Prints the whole page or the list of what to bring; folded parts are open on paper.
export function preparePrinting() {
  const root = document.documentElement;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => {
      root.dataset.print = button.dataset.print;
      window.print();
    });
  }
  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not([open])")) {
      folded.open = true;
      opened.push(folded);
    }
    for (const place of document.querySelectorAll("[data-printed-on]")) {
      const day = new Intl.DateTimeFormat(root.lang, { timeZone: "Asia/Shanghai", dateStyle: "long" }).format();
      place.textContent = `${place.dataset.printedOn} ${day}`;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const folded of opened.splice(0)) folded.open = false;
    delete root.dataset.print;
  });
}
