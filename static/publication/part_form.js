// Wagtail's controller of a block in a form asks it for its element, which a StructBlock, unlike
// every other block, does not have (8.0): the controller would stop with an error.
const { StructBlock } = window.wagtailStreamField.blocks;

if (!("element" in StructBlock.prototype)) {
  Object.defineProperty(StructBlock.prototype, "element", {
    configurable: true,
    get() {
      return this.container[0];
    },
  });
}
