// A change's page: draws its progress anew every two seconds, and loads itself again when it ends.
const place = document.querySelector("[data-part-change]");
const EVERY_MS = 2000;

const refresh = async () => {
  if (document.hidden) return;
  const answer = await fetch(place.dataset.partChange).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-change-state]");
  if (!fresh) return;
  const before = place.querySelector("[data-change-state]").dataset.changeState;
  if (fresh.dataset.changeState === before) place.replaceChildren(document.adoptNode(fresh));
  else location.reload();
};

if (place) setInterval(refresh, EVERY_MS);
