// Writes into a field of the form as a person would, so that the browser's undo (Ctrl+Z) takes it
// back and everything that listens to the form hears it.
export function write(field, value) {
  field.focus({ preventScroll: true });
  if (field.type === "checkbox") field.checked = Boolean(value);
  else if (field.matches("select")) field.value = String(value ?? "");
  else {
    field.select();
    // The only way of changing a text that the browser's own undo knows.
    const text = String(value ?? "");
    const isTyped = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!isTyped || field.value !== text) field.value = text;
  }
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

