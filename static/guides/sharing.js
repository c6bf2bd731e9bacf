// Rows that follow a shared part (共用): chosen by words, told by a bar at the head of the row, which
// says what of it is the guide's own, and detaches or joins it.
import { whenBuilt } from "./built.js";
import { valueName } from "./places.js";
import { pathOfTable } from "./pasting.js";
import { ROWS, headOf, tablePath } from "./tables.js";

const AFTER = 300; // milliseconds without a key

const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

function element(name, facts = {}, ...children) {
  const made = Object.assign(document.createElement(name), facts);
  made.append(...children);
  return made;
}

const button = (text, act) => {
  const made = element("button", { type: "button", className: "button button-small button-secondary", textContent: text });
  made.addEventListener("click", act);
  return made;
};

const referenceOf = (row) => row.querySelector(`[name='${valueName(row)}-shared']`);
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const changed = () => document.getElementById("page-edit-form").dispatchEvent(new Event("change", { bubbles: true }));

async function json(address, options) {
  const answer = await fetch(address, options).catch(() => null);
  return answer?.ok && answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null;
}

export function offerSharing({ shared: tables, words }) {
  const dialog = document.getElementById("guide-editor-share");
  const box = dialog.querySelector("[data-words]");
  const list = dialog.querySelector("[data-found]");
  const said = dialog.querySelector("[data-said]");
  let take = () => {};
  let target = "";
  let timer = 0;

  const search = async () => {
    const query = new URLSearchParams({ table: target, q: box.value });
    const data = await json(`${dialog.dataset.address}?${query}`);
    const found = data?.found ?? [];
    said.textContent = found.length ? "" : said.dataset.none;
    list.replaceChildren(
      ...found.map((one) => {
        const choose = element("button", { type: "button" }, one.name, element("small", { textContent: `${one.of} · ${one.version}` }));
        choose.addEventListener("click", () => {
          take(one);
          dialog.close();
          changed();
        });
        return element("li", {}, choose);
      }),
    );
  };

  const open = (table, then) => {
    [target, take, box.value] = [table, then, ""];
    dialog.showModal();
    box.focus();
    search();
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, AFTER);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());

  const insert = (container, row, index) =>
    container.dispatchEvent(new CustomEvent("guides:insert", { detail: { rows: [row], index } }));

  // What of a row is the guide's own, asked of those who know: the same code that presents it.
  const compare = async (row) => {
    const prefix = valueName(row);
    const body = new FormData();
    for (const field of row.querySelectorAll("input, select, textarea")) {
      if (!field.name.startsWith(`${prefix}-`) || field.type === "file") continue;
      if (["checkbox", "radio"].includes(field.type) && !field.checked) continue;
      body.append(`row${field.name.slice(prefix.length)}`, field.value);
    }
    const query = new URLSearchParams({ table: tablePath(row) });
    return json(`${dialog.dataset.compared}?${query}`, { method: "POST", body, headers: { "X-CSRFToken": token() } });
  };

  const restore = async (row) => {
    const [key] = referenceOf(row).value.split(":");
    const name = row.dataset.sharedName ?? "";
    const query = new URLSearchParams({ table: tablePath(row), q: name });
    const data = await json(`${dialog.dataset.address}?${query}`);
    const one = data?.found.find(({ row: state }) => state.shared.startsWith(`${key}:`));
    if (!one) return;
    const container = row.parentElement;
    const index = [...container.querySelectorAll(":scope > [data-streamfield-child]")].indexOf(row);
    insert(container, one.row, index + 1);
    const remove = headOf(row).querySelector("[data-streamfield-action=DELETE]");
    remove.setAttribute("data-agreed", "");
    remove.click();
    changed();
  };

  const barOf = (row) => {
    const known = row.querySelector(":scope > .w-panel > .w-panel__content > .guide-share__bar");
    if (known) return known;
    const bar = element("div", { className: "guide-share__bar" });
    bar.setAttribute("role", "status");
    row.querySelector(":scope > .w-panel > .w-panel__content").prepend(bar);
    return bar;
  };

  const mark = (row, own) => {
    const names = new Set(own.map((one) => one.name));
    for (const field of row.querySelectorAll("[data-contentpath]")) {
      if (field.closest(ROWS) === row) field.classList.toggle("guide-share__own", names.has(field.dataset.contentpath));
    }
  };

  const draw = async (row) => {
    const input = referenceOf(row);
    if (!input) return;
    if (!input.value) {
      mark(row, []);
      const before = row.dataset.sharedBefore;
      if (before) {
        const join = button(words.join, () => {
          input.value = before;
          changed();
          draw(row);
        });
        barOf(row).replaceChildren(join);
      }
      return;
    }
    const data = await compare(row);
    if (!data?.part || !input.value) return;
    const { name, version } = data.part;
    row.dataset.sharedName = name;
    const fields = data.own.map((one) => one.label).join("、");
    const detach = button(words.detach, () => {
      row.dataset.sharedBefore = input.value;
      input.value = "";
      changed();
      draw(row);
    });
    barOf(row).replaceChildren(
      element("strong", { textContent: filled(words.follows, { name, version }) }),
      element("span", { textContent: fields ? filled(words.own, { fields }) : words.all_shared }),
      ...(fields ? [button(words.restore, () => restore(row))] : []),
      detach,
    );
    mark(row, data.own);
  };

  const timers = new WeakMap();
  const drawSoon = (row) => {
    clearTimeout(timers.get(row));
    timers.set(row, setTimeout(() => draw(row), AFTER));
  };
  for (const type of ["input", "change"]) {
    document.addEventListener(type, ({ target: field }) => {
      for (let row = field.closest?.(ROWS); row; row = row.parentElement.closest(ROWS)) {
        if (row.dataset.shares !== undefined && referenceOf(row)?.value) drawSoon(row);
      }
    });
  }

  whenBuilt(() => {
    for (const container of document.querySelectorAll("[data-guide-editor] [data-streamfield-list-container]:not([data-shares-list])")) {
      container.dataset.sharesList = "";
      const table = pathOfTable(container);
      if (!tables.includes(table)) continue;
      container.after(button(words.share, () => open(table, (one) => insert(container, one.row))));
    }
    for (const row of document.querySelectorAll(`[data-guide-editor] ${ROWS}:not([data-shares])`)) {
      if (!tables.includes(tablePath(row)) || !row.querySelector(":scope > .w-panel [data-contentpath]")) continue;
      row.dataset.shares = "";
      if (referenceOf(row)?.value) draw(row);
    }
  });
}
