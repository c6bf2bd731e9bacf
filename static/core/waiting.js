// Builds a section when the browser has time, a collapsed row of a table when it is opened. Until
// then their values are hidden inputs: with the names, values and order that the fields will
// have, so nothing else sees a difference.
(() => {
  const {
    ListBlock, ListBlockDefinition, StreamBlock, StreamBlockDefinition, StructBlockDefinition,
  } = window.wagtailStreamField.blocks;

  const namesIn = ({ opts: { settings, children } }) =>
    [...settings, ...children].flatMap(([child]) => (typeof child === "string" ? child : namesIn(child)));

  // Ticked codes are sent in the order of their boxes.
  const asShown = (values, html) =>
    [...values].sort((one, other) => html.indexOf(`"${one}"`) - html.indexOf(`"${other}"`));

  function valuesOf(definition, state) {
    if (Array.isArray(state)) return asShown(state, definition.widget.html ?? "");
    if (typeof state === "boolean") return state ? ["on"] : [];
    if (state !== null && typeof state === "object") return [state.id];
    return [state ?? ""];
  }

  function* fieldsOf(definition, prefix, state) {
    if (definition instanceof StructBlockDefinition) {
      for (const name of namesIn(definition.meta.formLayout)) {
        yield* fieldsOf(definition.childBlockDefsByName[name], `${prefix}-${name}`, state[name]);
      }
    } else if (definition instanceof ListBlockDefinition) {
      const { childBlockDef } = definition;
      yield [`${prefix}-count`, state.length];
      for (const [place, { id, value }] of state.entries()) {
        const row = `${prefix}-${place}`;
        yield [`${row}-deleted`, ""];
        yield [`${row}-order`, place];
        yield [`${row}-type`, childBlockDef.name];
        yield [`${row}-id`, id];
        yield* fieldsOf(childBlockDef, `${row}-value`, value);
      }
    } else {
      for (const value of valuesOf(definition, state)) yield [prefix, value];
    }
  }

  function hidden([name, value]) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value ?? "";
    return input;
  }

  // One after the other, so that whoever waits for the page gets it between two of them; what the
  // user has opened comes first.
  const opened = [];
  const others = [];
  const whenIdle = (task) =>
    window.requestIdleCallback ? requestIdleCallback(task, { timeout: 1000 }) : setTimeout(task);
  let isBuilding = false;

  function buildSoon(block, queue) {
    queue.push(block);
    if (!isBuilding) whenIdle(buildNext);
    isBuilding = true;
  }

  function buildNext() {
    const block = opened.shift() ?? others.shift();
    isBuilding = opened.length + others.length > 0;
    if (isBuilding) whenIdle(buildNext);
    block.build();
  }

  class WaitingBlock {
    constructor(definition, place, prefix, state, capabilities) {
      Object.assign(this, { blockDef: definition, type: definition.name, prefix, state, capabilities });
      this.element = document.createElement("div");
      this.element.dataset.waiting = "";
      this.element.append(...Array.from(fieldsOf(definition, prefix, state), hidden));
      this.element.addEventListener("guides:build", () => this.build());
      const toggle = place.closest("[data-panel]").querySelector("[data-panel-toggle]");
      toggle.addEventListener("wagtail:panel-toggle", ({ detail }) => {
        if (detail.expanded) buildSoon(this, opened);
      });
      place.replaceWith(this.element);
    }

    build() {
      if (!this.block) {
        const { render } = Object.getPrototypeOf(this.blockDef);
        const { element, prefix, state, capabilities } = this;
        delete element.dataset.waiting;
        element.replaceChildren(document.createElement("div"));
        this.block = render.call(this.blockDef, element.firstChild, prefix, state, undefined, capabilities);
      }
      return this.block;
    }

    getTextLabel({ maxLength } = {}) {
      if (this.block) return this.block.getTextLabel?.({ maxLength }) ?? "";
      const { labelFormat = "" } = this.blockDef.meta;
      const label = labelFormat.replace(/\{(\w+)\}/g, (_, name) => this.state[name] ?? "");
      return label.length > maxLength ? `${label.substring(0, maxLength - 1)}…` : label;
    }

    getState() {
      return this.block ? this.block.getState() : this.state;
    }

    setError(error) {
      if (error) this.build().setError(error);
    }

    setCapabilityOptions(...options) {
      this.block?.setCapabilityOptions?.(...options);
    }

    getDuplicatedState() {
      const block = this.build();
      return block.getDuplicatedState ? block.getDuplicatedState() : block.getState();
    }

    getValue() {
      return this.build().getValue();
    }

    setState(state) {
      this.build().setState(state);
    }

    focus(options) {
      this.build().focus(options);
    }
  }

  // A definition that is the other one in everything but that its blocks wait.
  const waitingFor = (definition) =>
    Object.create(definition, {
      render: {
        value(place, prefix, state, _error, capabilities) {
          return new WaitingBlock(this, place, prefix, state, capabilities);
        },
      },
    });

  const isCommented = (id) =>
    (document.getElementById("comments-data")?.textContent ?? "").includes(id);

  // Children that came with the page wait; those that the user adds do not.
  const withWaiting = (Sequence) =>
    class extends Sequence {
      _createChild(definition, place, prefix, index, id, ...rest) {
        const waits = !this.isComplete && !isCommented(id);
        const used = (waits && this.blockDef.waiting.get(definition)) || definition;
        const child = super._createChild(used, place, prefix, index, id, ...rest);
        if (used !== definition) this.childWaits(child.block);
        return child;
      }

      childWaits() {}

      // The constructor ends with it.
      initDragNDrop() {
        super.initDragNDrop();
        this.isComplete = true;
      }
    };

  // Ids as Wagtail gives them; `crypto.randomUUID` is missing where a site is not secure.
  const newId = () => {
    const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  class Rows extends withWaiting(ListBlock) {
    // The editor's scripts put in rows that say something already; they wait until they are opened.
    initDragNDrop() {
      super.initDragNDrop();
      this.sequenceContainer.get(0).addEventListener("guides:insert", ({ detail: { rows, index } }) => {
        const start = index ?? this.children.length;
        const blank = this.blockDef.initialChildState;
        this.isComplete = false;
        for (const [number, row] of rows.entries()) {
          this.insert({ ...blank, ...row }, start + number, { id: newId(), collapsed: true });
        }
        this.isComplete = true;
      });
    }
  }

  class RowsDefinition extends ListBlockDefinition {
    constructor(...given) {
      super(...given);
      const { childBlockDef: row, meta } = this;
      const canWait =
        meta.collapsed && row instanceof StructBlockDefinition && typeof row.meta.labelFormat === "string";
      this.waiting = new Map(canWait ? [[row, waitingFor(row)]] : []);
    }

    render(...given) {
      return new Rows(this, ...given);
    }
  }

  class Sections extends withWaiting(StreamBlock) {
    childWaits(section) {
      section.element.dataset.waiting = "section";
      buildSoon(section, others);
    }

    // The editor's scripts add a section that is missing, and empty one that has to stay.
    initDragNDrop() {
      super.initDragNDrop();
      const container = this.sequenceContainer.get(0);
      container.addEventListener("guides:add", ({ detail: { type, order } }) => {
        const later = order.slice(order.indexOf(type) + 1);
        const index = this.children.findIndex((child) => later.includes(child.type));
        this._onRequestInsert(index < 0 ? this.children.length : index, { type });
      });
      container.addEventListener("guides:empty", ({ detail: { id } }) => {
        const index = this.children.findIndex((child) => child.id === id);
        const { type } = this.children[index];
        this.deleteBlock(index);
        this._onRequestInsert(index, { type });
      });
    }
  }

  class SectionsDefinition extends StreamBlockDefinition {
    constructor(...given) {
      super(...given);
      const all = Object.values(this.childBlockDefsByName);
      this.waiting = new Map(all.map((section) => [section, waitingFor(section)]));
    }

    // A section that is shown as inherited is not offered once more.
    render(...given) {
      const isOffered = ({ name }) => !document.querySelector(`[data-inherited="${name}"]`);
      this.groupedChildBlockDefs = this.groupedChildBlockDefs.map(([label, blocks]) => [
        label,
        blocks.filter(isOffered),
      ]);
      return new Sections(this, ...given);
    }
  }

  window.telepath.register("core.waiting.Rows", RowsDefinition);
  window.telepath.register("core.waiting.Sections", SectionsDefinition);
})();
