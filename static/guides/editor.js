// The editor of guides and manuals: its list of sections, and the way to a place in them.
import { recogniseCitations } from "./citing.js";
import { openLinkedComment } from "./comments.js";
import { askBeforeDeleting } from "./deleting.js";
import { addExtraRows, placeExtraFields } from "./extra.js";
import { letPreviewFollow } from "./following.js";
import { offerForms } from "./form_library.js";
import { nameFields } from "./labels.js";
import { chooseKeysByName } from "./naming.js";
import { blockOf, go, stepsOf } from "./places.js";
import { offerPasting } from "./pasting.js";
import { markRequired } from "./required.js";
import { writeRowsInLines } from "./rows.js";
import { moveByKeys } from "./row_keys.js";
import { offerSharing } from "./sharing.js";
import { offerWorkDays } from "./weekdays.js";

const editor = document.querySelector("[data-guide-editor]");
const PLACE = "guide-editor-place";

// Goes to the place that a hash names; there is none outside of the editor.
export let goTo = async () => {};

if (editor) {
  // The list of sections does what Wagtail's minimap would do once more for every row.
  document.querySelector("[data-minimap-container]")?.remove();
  const facts = JSON.parse(document.getElementById("guide-editor-facts").textContent);
  const stream = () => document.querySelector("[data-streamfield-stream-container]");

  // The list is open beside the panels, folded above them.
  const sections = editor.querySelector("[data-sections]");
  const isBeside = () => getComputedStyle(editor).gridTemplateColumns.includes(" ");
  let wasBeside = null;
  new ResizeObserver(() => {
    if (isBeside() === wasBeside) return;
    wasBeside = isBeside();
    sections.open = wasBeside;
  }).observe(editor);

  const guide = () => {
    placeExtraFields();
    for (const [key, text] of Object.entries(facts.guidance)) {
      const panel = (blockOf(key) ?? document).querySelector(
        blockOf(key) ? ":scope > .w-panel" : `[data-section="${key}"]`,
      );
      const content = panel?.querySelector(":scope > .w-panel__content");
      if (!content || content.querySelector(":scope > .guide-editor__guidance")) continue;
      const help = document.createElement("div");
      help.className = "help-block help-info guide-editor__guidance";
      help.textContent = text;
      content.prepend(help);
    }
  };

  const showCurrent = (key) => {
    for (const entry of editor.querySelectorAll("[data-entry]")) {
      const link = entry.querySelector("a");
      if (entry.dataset.entry === key) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  // A section that somebody has deleted, or that the outline got later, is put in its place.
  const addMissing = (key) => {
    if (facts.sections.includes(key) && !blockOf(key)) {
      stream()?.dispatchEvent(new CustomEvent("guides:add", { detail: { type: key, order: facts.sections } }));
    }
  };

  goTo = async (hash, { adds = true } = {}) => {
    const steps = stepsOf(hash);
    if (!steps) return;
    if (adds) addMissing(steps[0]);
    if (!isBeside()) sections.open = false;
    const key = await go(steps);
    guide();
    if (key) showCurrent(facts.cover.includes(key) ? "cover" : key);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    // The hash that stands there already tells nobody that it changes.
    const hash = link?.getAttribute("href"); // a link in a drawing has no `hash`
    if (hash && stepsOf(hash) && hash === window.location.hash) goTo(hash);
  });
  window.addEventListener("hashchange", () => goTo(window.location.hash));

  // A save loads the page anew, which then shows the section that was being edited.
  document.getElementById("page-edit-form").addEventListener("submit", () => {
    const current = editor.querySelector("[data-entry] [aria-current]");
    if (current) sessionStorage.setItem(PLACE, current.hash);
  });
  const begin = () => {
    guide();
    const before = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (window.location.hash) goTo(window.location.hash);
    else if (before) goTo(before, { adds: false });
  };

  // Measuring how high a text must be costs a layout of the page: for those in sight once it is
  // drawn, for those in a collapsed section when that is opened.
  const grow = (texts) => {
    for (const text of texts) text.setAttribute("data-controller", "w-autosize");
  };
  const inSight = [];
  for (const text of editor.querySelectorAll("[data-controller='w-autosize']")) {
    text.removeAttribute("data-controller");
    const toggle = text.closest(".w-panel.collapsed")?.querySelector("[data-panel-toggle]");
    if (!toggle) inSight.push(text);
    const growOnceOpen = ({ detail }) => {
      if (detail.expanded) grow([text]);
    };
    toggle?.addEventListener("wagtail:panel-init", growOnceOpen);
    toggle?.addEventListener("wagtail:panel-toggle", growOnceOpen);
  }
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  window.addEventListener("load", () => whenIdle(() => grow(inSight)));

  // Until Wagtail has collapsed what begins collapsed, the style sheet hides it.
  document.addEventListener("DOMContentLoaded", () => editor.toggleAttribute("data-ready", true));

  addExtraRows();
  openLinkedComment();
  nameFields();
  writeRowsInLines(facts.rows);
  moveByKeys(facts.words);
  offerWorkDays(facts.words);
  offerPasting(facts);
  offerSharing(facts);
  offerForms(facts);
  recogniseCitations(facts);
  markRequired(facts.required);
  askBeforeDeleting(facts);
  chooseKeysByName(facts.words);
  letPreviewFollow(document.getElementById("page-edit-form"));
  guide();
  // Blocks are drawn by a script of their own, which may run after this one.
  window.addEventListener("load", begin);
}
