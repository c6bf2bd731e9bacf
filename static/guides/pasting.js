// Pastes a table from Excel, WPS or Word into the rows of a table: a dialog shows how its columns
// were understood, a person corrects them, and the rows are put in after those that are there.
import { whenBuilt } from "./built.js";
import { saysSomething } from "./places.js";
import { headOf, rowOf, tablePath } from "./tables.js";

const AFTER = 300; // milliseconds without a key in the box

// The path of a table by its list of rows; `tablePath` knows that of a row.
export function pathOfTable(container) {
  const section = container.closest("[data-streamfield-stream-container] > [data-streamfield-child]");
  if (!section) return "";
  const type = section.querySelector(":scope > input[name$='-type']").value;
  const steps = [];
  for (let one = container.parentElement; one && one !== section; one = one.parentElement) {
    if (one.matches("[data-streamfield-child]")) steps.unshift("*");
    else if (one.dataset.contentpath) steps.unshift(one.dataset.contentpath);
  }
  return [type, ...steps].join("/");
}

// The cells of a table in HTML, as Excel and Word give it; a merged cell counts in each of its
// rows and columns.
export function cellsOfHtml(html) {
  const rows = new DOMParser().parseFromString(html, "text/html").querySelectorAll("table tr");
  const cells = [];
  for (const [place, row] of [...rows].entries()) {
    cells[place] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (cells[place][column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowSpan; down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) {
          cells[place + down] ??= [];
          cells[place + down][column + right] = right ? "" : cell.textContent.trim();
        }
      }
    }
  }
  return cells.slice(0, rows.length).map((row) => Array.from(row, (cell) => cell ?? ""));
}

// The cells of tabs and lines; Excel puts quotes around a cell of several lines.
export function cellsOfText(text) {
  const cells = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\r?\n|$)/g)) {
    cells.at(-1).push((quoted?.replaceAll('""', '"') ?? plain ?? "").trim());
    if (end.includes("\n")) cells.push([]);
    else if (end === "") break;
  }
  return cells.filter((row) => row.some(Boolean));
}

function cellsOf(data) {
  const html = data.getData("text/html");
  const cells = /<t[rd]\b/i.test(html) ? cellsOfHtml(html) : [];
  return cells.length ? cells : cellsOfText(data.getData("text/plain"));
}

export function offerPasting({ pasted: tables, words }) {
  const dialog = document.getElementById("guide-editor-paste");
  const box = dialog.querySelector("[data-cells]");
  const said = dialog.querySelector("[data-understood]");
  const view = dialog.querySelector(".guide-paste__table");
  const insert = dialog.querySelector("[data-insert]");
  let target = null;
  let cells = [];
  let found = null;
  let timer = 0;

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  const draw = () => {
    const { header, columns, options, samples, rows } = found;
    said.textContent = rows.length ? said.dataset.words.replace("{number}", rows.length) : said.dataset.none;
    insert.disabled = rows.length === 0;
    view.hidden = columns.length === 0;
    const head = element("tr");
    for (const [place, chosen] of columns.entries()) {
      const select = element("select", ...options.map(([key, word]) => new Option(word || view.dataset.leaveOut, key)));
      select.value = chosen;
      select.setAttribute("aria-label", header[place] || view.dataset.column.replace("{number}", place + 1));
      select.addEventListener("change", () => {
        const wanted = [...head.querySelectorAll("select")].map((one) => one.value);
        // Two columns of one meaning: the one that was chosen last has it.
        read(wanted.map((key, other) => (other !== place && key === select.value ? "" : key)));
      });
      head.append(element("th", element("div", header[place] ?? ""), select));
    }
    const body = samples.map((row) => element("tr", ...row.map((cell) => element("td", cell))));
    view.replaceChildren(element("table", element("thead", head), element("tbody", ...body)));
  };

  const read = async (columns = null) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = JSON.stringify({ table: pathOfTable(target), cells, columns });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await fetch(dialog.dataset.address, { method: "POST", body, headers }).catch(() => null);
    const data = answer?.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    found = data?.rows ? data : { header: [], columns: [], options: [], samples: [], rows: [] };
    draw();
    if (data?.refused) said.textContent = data.refused;
  };

  const show = (container, pasted = []) => {
    target = container;
    cells = pasted;
    box.value = "";
    said.textContent = "";
    view.hidden = insert.disabled = true;
    dialog.showModal();
    if (cells.length) read();
    else box.focus();
  };

  // Rows that say nothing make room for those that do.
  const emptyRows = () =>
    [...target.querySelectorAll(":scope > [data-streamfield-child]")].filter(
      (row) => !saysSomething([...row.querySelectorAll("input, textarea, select")].filter((one) => !one.matches("select"))),
    );

  const putIn = () => {
    for (const row of emptyRows()) {
      const button = headOf(row).querySelector("[data-streamfield-action=DELETE]");
      button.setAttribute("data-agreed", "");
      button.click();
    }
    target.dispatchEvent(new CustomEvent("guides:insert", { detail: { rows: found.rows } }));
    dialog.close();
    target.lastElementChild.closest("section")?.scrollIntoView({ block: "nearest" });
    document.getElementById("page-edit-form").dispatchEvent(new Event("change", { bubbles: true }));
  };

  box.addEventListener("paste", (event) => {
    event.preventDefault();
    cells = cellsOf(event.clipboardData);
    box.value = event.clipboardData.getData("text/plain");
    read();
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      cells = cellsOfText(box.value);
      read();
    }, AFTER);
  });
  insert.addEventListener("click", putIn);
  dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());

  // A table that is pasted into a field of a row is meant for the rows.
  document.addEventListener("paste", (event) => {
    const row = event.target.closest?.("[data-guide-editor]") ? rowOf(event.target) : null;
    if (!row || !tables.includes(tablePath(row))) return;
    const pasted = cellsOf(event.clipboardData);
    if (pasted.length < 2 || pasted.every((cellsOfRow) => cellsOfRow.length < 2)) return;
    event.preventDefault();
    show(row.parentElement, pasted);
  });

  whenBuilt(() => {
    const lists = document.querySelectorAll("[data-guide-editor] [data-streamfield-list-container]:not([data-pastes])");
    for (const container of lists) {
      container.dataset.pastes = "";
      if (!tables.includes(pathOfTable(container))) continue;
      const button = element("button", words.paste);
      button.type = "button";
      button.className = "button button-small button-secondary guide-paste__button";
      button.addEventListener("click", () => show(container));
      container.after(button);
    }
  });
}
