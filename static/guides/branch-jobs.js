// A job's page: draws its progress anew every two seconds, and loads itself again when it ends.
const place = document.querySelector("[data-branch-job]");
const ACTIVE = ["waiting", "running"];
const EVERY_MS = 2000;

const refresh = async () => {
  if (document.hidden) return;
  const answer = await fetch(place.dataset.branchJob).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const state = fresh.querySelector("[data-branch-state]");
  if (!state) return;
  if (ACTIVE.includes(state.dataset.branchState)) place.replaceChildren(document.adoptNode(state));
  else location.reload();
};

if (place) setInterval(refresh, EVERY_MS);
