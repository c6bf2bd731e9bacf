// Recognises a citation that is typed or pasted into a legal basis, and offers its parts: one
// click writes title, number, article, and what the register of laws knows besides.
import { fieldNamed, valueName } from "./places.js";
import { rowOf, tablePath } from "./tables.js";
import { write } from "./writing.js";

const AFTER = 500; // milliseconds without a key
const CITED = ["title", "document_no", "article"];
const BESIDES = ["issuer", "effective_on", "status", "text"];

export function recogniseCitations({ cited: address, words }) {
  let timer = 0;
  let asked = 0;

  const fieldOf = (row, name) => fieldNamed(`${valueName(row)}-${name}`);
  const isNew = (row, basis) => CITED.some((name) => basis[name] && fieldOf(row, name)?.value.trim() !== basis[name]);

  const take = (row, basis) => {
    for (const name of CITED) if (basis[name]) write(fieldOf(row, name), basis[name]);
    for (const name of BESIDES) {
      const field = fieldOf(row, name);
      if (basis[name] && field && !field.value.trim()) write(field, basis[name]);
    }
    fieldOf(row, "title").focus({ preventScroll: true });
  };

  // The further laws of one text become rows of their own, below.
  const addAfter = (row, others) => {
    const rows = [...row.parentElement.querySelectorAll(":scope > [data-streamfield-child]")];
    const states = others.map((basis) => Object.fromEntries(CITED.map((name) => [name, basis[name]])));
    const detail = { rows: states, index: rows.indexOf(row) + 1 };
    row.parentElement.dispatchEvent(new CustomEvent("guides:insert", { detail }));
  };

  const offer = (row, found) => {
    row.querySelector("[data-citation]")?.remove();
    if (!found.length || (found.length === 1 && !isNew(row, found[0]))) return;
    const line = document.createElement("p");
    line.className = "guide-citation";
    line.dataset.citation = "";
    line.setAttribute("role", "status");
    const said = found.map((one) => [one.title, one.document_no, one.article, one.known ? "" : words.unknown_law].filter(Boolean).join(" · "));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = found.length > 1 ? words.take_all.replace("{number}", found.length) : words.take;
    button.addEventListener("click", () => {
      line.remove();
      take(row, found[0]);
      if (found.length > 1) addAfter(row, found.slice(1));
    });
    line.append(`${words.recognised} ${said.join("；")} `, button);
    fieldOf(row, "title").closest("[data-field-wrapper]").append(line);
  };

  const ask = async (row, text) => {
    asked += 1;
    const turn = asked;
    const answer = await fetch(`${address}?${new URLSearchParams({ text })}`).catch(() => null);
    if (!answer?.ok || answer.redirected || turn !== asked) return;
    const { found } = await answer.json();
    if (row.isConnected) offer(row, found);
  };

  document.addEventListener("input", ({ target, isComposing }) => {
    const row = target.closest?.("[data-guide-editor]") ? rowOf(target) : null;
    if (!row || isComposing || tablePath(row) !== "legal_bases") return;
    if (!CITED.includes(target.name.slice(valueName(row).length + 1)) || !target.value.trim()) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(row, target.value), AFTER);
  });
}
