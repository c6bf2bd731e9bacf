// Names what Wagtail leaves without a name, for those who do not see it: search forms, the page's
// heading, the input of uploads.
const searched = { sidebar: "", page: "" };
const script = document.getElementById("core-names");
Object.assign(searched, JSON.parse(script.textContent));

function nameSearches() {
  for (const form of document.querySelectorAll("form[role=search]:not([aria-label], [aria-labelledby])")) {
    const isOfSidebar = form.closest("[data-wagtail-sidebar]") !== null;
    form.setAttribute("aria-label", isOfSidebar ? searched.sidebar : searched.page);
  }
}

function nameHeading() {
  if (document.querySelector("h1, [role=heading][aria-level='1']")) return;
  const heading = document.querySelector("#header-title") ?? document.querySelector("main h2");
  heading?.setAttribute("role", "heading");
  heading?.setAttribute("aria-level", "1");
}

function nameUpload() {
  const input = document.querySelector("#fileupload:not([aria-label])");
  const words = input?.closest(".drop-zone")?.querySelector("p");
  if (words) input.setAttribute("aria-label", words.textContent.trim());
}

const name = () => {
  nameSearches();
  nameHeading();
  nameUpload();
};
name();
// The side bar is drawn by a script of its own.
window.addEventListener("load", name);
