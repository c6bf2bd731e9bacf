// Prints the whole page or the list of what to bring; folded parts are open on paper.
export function preparePrinting() {
  const root = document.documentElement;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => {
      root.dataset.print = button.dataset.print;
      window.print();
    });
  }
  prepareFoot(root);
  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not([open])")) {
      folded.open = true;
      opened.push(folded);
    }
    for (const place of document.querySelectorAll("[data-printed-on]")) {
      const day = new Intl.DateTimeFormat(root.lang, { timeZone: "Asia/Shanghai", dateStyle: "long" }).format();
      place.textContent = `${place.dataset.printedOn} ${day}`;
      root.style.setProperty("--printed", JSON.stringify(`${place.textContent}\u2003`));
    }
  });
  window.addEventListener("afterprint", () => {
    for (const folded of opened.splice(0)) folded.open = false;
    delete root.dataset.print;
  });
}

// Puts the guide's QR code into the margin of every page, where the browser can write there.
function prepareFoot(root) {
  const code = document.querySelector(".print-foot img");
  if (!code || !("CSSMarginRule" in window)) return;
  const sheet = new CSSStyleSheet({ media: "print" });
  sheet.replaceSync(`@page { @bottom-right { content: url(${JSON.stringify(code.src)}); } }`);
  document.adoptedStyleSheets.push(sheet);
  root.dataset.margins = "";
}
