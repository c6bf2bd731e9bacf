// Suggestions below a search field: a listbox with arrows, Enter and Esc, at most eight.
const ADDRESS = "/api/v1/suggest?q=";
const MOST = 8;
const WAIT = 150;

export function suggest(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`).textContent);
  list.hidden = true;
  box.append(list);
  const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(facts)) input.setAttribute(name, value);
  let chosen = -1;
  let timer = 0;
  let asked = "";

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    for (const [place, one] of options.entries()) {
      one.setAttribute("aria-selected", String(place === chosen));
    }
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function take(option) {
    if (option.dataset.code) {
      const prefix = document.documentElement.lang === "en" ? "/en" : "";
      location.href = `${prefix}/guides/${encodeURIComponent(option.dataset.code)}/`;
      return;
    }
    input.value = option.textContent;
    input.form.requestSubmit();
  }

  function show(items) {
    list.replaceChildren(...items.slice(0, MOST).map((item, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.lang = "zh";
      option.textContent = item.text;
      if (item.code) option.dataset.code = item.code;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(option);
      });
      return option;
    }));
    if (!list.children.length) return close();
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  async function ask() {
    const words = input.value.trim();
    asked = words;
    if (!words) return close();
    try {
      const answer = await fetch(ADDRESS + encodeURIComponent(words));
      const { items } = answer.ok ? await answer.json() : { items: [] };
      if (asked === words && document.activeElement === input) show(items);
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
}
