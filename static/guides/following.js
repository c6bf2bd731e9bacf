// The preview beside the form follows the section at hand: whoever enters a field there sees what
// it becomes. Only the preview scrolls, never the form.
const frame = () => document.getElementById("w-preview-iframe");
let current = "";

function sectionOf(field) {
  const block = field.closest("[data-streamfield-stream-container] > [data-streamfield-child]");
  if (block) return block.querySelector(":scope > input[name$='-type']")?.value ?? "";
  return field.closest("[data-section]")?.dataset.section ?? "";
}

// A field beside the stream belongs to the section that its name begins with: `fees_charged`.
function placeIn(drawn) {
  for (let key = current; key; key = key.slice(0, Math.max(key.lastIndexOf("_"), 0))) {
    const place = drawn?.getElementById(key);
    if (place) return place;
  }
  return null;
}

function show() {
  const place = placeIn(frame()?.contentDocument);
  if (!place) return;
  const { contentWindow: inside } = frame();
  inside.scrollTo(0, inside.scrollY + place.getBoundingClientRect().top);
}

export function letPreviewFollow(form) {
  form.addEventListener("focusin", ({ target }) => {
    const key = sectionOf(target);
    if (!key || key === current) return;
    current = key;
    show();
  });
  // The panel that is opened shows the section that somebody was in before.
  document.addEventListener("load", ({ target }) => target === frame() && show(), true);
}
