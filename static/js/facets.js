// A chosen filter takes effect at once; without scripts the button below does it.
export function submitOnChoice(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], select")) form.requestSubmit();
  });
}
