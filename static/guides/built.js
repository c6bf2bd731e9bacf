// Says when blocks of the editor have been built, at most once a frame: sections are built when
// the browser has time, rows when they are opened or added.
export function whenBuilt(task) {
  let isAsked = false;
  const look = () => {
    isAsked = false;
    task();
  };
  new MutationObserver(() => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(look);
  }).observe(document.querySelector("[data-guide-editor]"), { childList: true, subtree: true });
  task();
}
