// The link to 长者版 and back; in 长者版 nothing is folded.
export function offerElderMode() {
  const elder = document.documentElement.dataset.mode === "elder";
  for (const link of document.querySelectorAll("[data-elder]")) {
    const address = new URL(location.href);
    address.searchParams.set("mode", elder ? "normal" : "elder");
    link.href = address.href; // whole: a path that begins with // would be another site
    if (elder) link.querySelector("span").textContent = link.dataset.elder;
  }
  if (elder) for (const folded of document.querySelectorAll("details")) folded.open = true;
}
