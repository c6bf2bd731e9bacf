// Findings while one writes: when typing stops, one request with the form as it stands. What comes
// back is shown at the fields, in the list of sections and in the footer.
import { whenBuilt } from "../guides/built.js";
import { goTo } from "../guides/editor.js";
import { sectionOfExtra } from "../guides/extra.js";
import { stepsOf } from "../guides/places.js";
import { drawChanges } from "../guides/since_filing.js";
import { drawTree } from "../guides/tree.js";
import { adopt } from "./adopting.js";
import { drawAtFields, element, icon, iconOf, keepingSight } from "./at_fields.js";

const editor = document.querySelector("[data-guide-editor]");
const form = document.getElementById("page-edit-form");
const AFTER = 600; // milliseconds without a key
const AFTER_BUILDING = 100;

if (editor && form) {
  const words = JSON.parse(document.getElementById("quality-words").textContent);
  const facts = JSON.parse(document.getElementById("guide-editor-facts").textContent);
  const { cover } = facts;
  // A form that goes back to a former revision has that revision's address.
  const address = words.address.replace("/0/", `/${form.action.match(/\/pages\/(\d+)\//)[1]}/`);
  let findings = [];
  let since = null; // what the form says otherwise than what is filed
  let timer = 0;
  let asking = null;

  const isHere = ({ url }) => new URL(url, window.location).pathname === window.location.pathname;
  const entryKey = ({ pointer }) => {
    const steps = stepsOf(pointer) ?? [];
    const key = sectionOfExtra(steps) ?? steps[0];
    return cover.includes(key) ? "cover" : key;
  };

  const givenToFields = {
    words,
    adopt: async (finding) => {
      await adopt(finding);
      ask();
    },
  };
  const drawFields = () => keepingSight(() => drawAtFields(findings.filter(isHere), givenToFields));

  const linkTo = (finding) => {
    const link = element("a", "", iconOf(finding.severity), finding.message);
    link.href = isHere(finding) ? new URL(finding.url, window.location).hash : finding.url;
    const line = element("li", `is-${finding.severity}`, link);
    line.dataset.gap = isHere(finding) ? link.hash : "";
    return line;
  };

  // How a section stands: its worst finding, else whether something is written in it.
  const drawEntry = (entry, own, facts) => {
    const errors = own.filter((one) => one.severity === "error").length;
    const reminders = own.filter((one) => one.severity === "warn").length;
    const state = errors ? "wrong" : reminders ? "warned" : facts.filled ? "done" : "open";
    entry.className = `guide-editor__entry is-${state}`;
    const mark = {
      wrong: () => icon("cross"),
      warned: () => icon("warning"),
      done: () => icon("check"),
      open: () => element("span", "guide-editor__open"),
    }[state]();
    const count = element("span", "guide-editor__count");
    if (errors) count.append(words.errors.replace("%", errors));
    else if (reminders) count.append(words.reminders.replace("%", reminders));
    else if (!facts.needed && !facts.filled) count.append(words.optional);
    else count.append(facts.count ?? "");
    const link = entry.querySelector(":scope > a");
    link.replaceChildren(mark, element("span", "w-sr-only", words.states[state]), link.querySelector(".guide-editor__name"), count);
    const list = element("ul", "");
    list.append(...own.filter((one) => one.severity !== "info").map(linkTo));
    entry.querySelector(":scope > ul")?.remove();
    if (list.children.length) entry.append(list);
  };

  const drawList = ({ percent, entries }) => {
    const said = editor.querySelector("[data-percent]");
    if (said) {
      said.textContent = `${percent}%`;
      editor.querySelector("[data-sections] progress").value = percent;
    }
    const listed = [...editor.querySelectorAll("[data-entry]")];
    for (const entry of listed) {
      const own = findings.filter((one) => entryKey(one) === entry.dataset.entry);
      drawEntry(entry, own, entries[entry.dataset.entry] ?? {});
    }
    const keys = listed.map((entry) => entry.dataset.entry);
    const others = findings.filter((one) => !keys.includes(entryKey(one)) && one.severity !== "info");
    editor.querySelector("[data-other-findings]").replaceChildren(...others.map(linkTo));
  };

  const drawFooter = () => {
    const errors = findings.filter((one) => one.severity === "error").length;
    for (const said of document.querySelectorAll("[data-gaps-left]")) {
      said.hidden = errors === 0;
      said.querySelector("[data-left]").textContent = errors;
    }
    const submit = document.querySelector("[data-submit]");
    if (!submit) return;
    submit.setAttribute("aria-disabled", String(errors > 0));
    if (errors) submit.removeAttribute("href");
    else submit.href = submit.dataset.submit;
  };

  const ask = async () => {
    clearTimeout(timer);
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(address, { method: "POST", body, signal }).catch(() => null);
    // Signed out, away, or a value that no draft can hold: the findings shown stay as they are.
    if (!answer?.ok || answer.redirected || signal.aborted) return;
    // The body of an answer that a newer question overtook is cut off on its way.
    const found = await answer.json().catch(() => null);
    if (!found) return;
    findings = found.findings;
    drawFields();
    drawList(found);
    drawFooter();
    drawTree(found.tree);
    since = found.since_filing;
    keepingSight(() => drawChanges(since, facts.words));
    editor.dataset.checked = String(Number(editor.dataset.checked ?? 0) + 1);
  };
  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, AFTER);
  };

  form.addEventListener("input", (event) => {
    if (!event.isComposing) askSoon();
  });
  form.addEventListener("compositionend", askSoon);
  form.addEventListener("change", askSoon);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-streamfield-action], [data-streamfield-list-add]")) askSoon();
  });

  // The place that has to be mended and comes next after the one that was shown last.
  let shown = "";
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-next-gap]")) return;
    const lines = [...editor.querySelectorAll("[data-gap]")];
    const wrong = lines.filter((line) => line.matches(".is-error"));
    const links = (wrong.length ? wrong : lines).map((line) => line.querySelector("a"));
    if (!links.length) return;
    const at = links.findIndex((link) => link.href === shown);
    const next = links[(at + 1) % links.length];
    shown = next.href;
    if (next.pathname === window.location.pathname) goTo(next.hash);
    else next.click();
  });

  // Rows that have been opened since show what was found in them.
  let drawing = 0;
  whenBuilt(() => {
    clearTimeout(drawing);
    drawing = setTimeout(() => {
      if (findings.length) drawFields();
      if (since) keepingSight(() => drawChanges(since, facts.words));
    }, AFTER_BUILDING);
  });
  // The first question waits until every section is built: whoever begins to write comes first.
  const askFirst = () => {
    if (document.querySelector("[data-waiting=section]")) setTimeout(askFirst, AFTER);
    else ask();
  };
  window.addEventListener("load", () => setTimeout(askFirst, AFTER_BUILDING));
}
