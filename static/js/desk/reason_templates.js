// A chosen text goes into its field at once; without this script the button lets the server do it.
document.querySelectorAll("[data-inserts]").forEach((button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const words = button.form.querySelector("[name=template]").selectedOptions[0]?.dataset.words;
    const field = button.form.elements.namedItem(button.dataset.inserts);
    if (!words) return;
    const typed = field.value.trimEnd();
    field.value = typed ? `${typed}\n${words}` : words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
});
