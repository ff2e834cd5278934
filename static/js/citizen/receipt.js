// The receipt: copy the code, print the page, and a question before it is left unkept.
const receipt = document.querySelector("[data-receipt]");

if (receipt) {
  const kept = document.querySelector("[data-kept]");
  const said = document.querySelector("[data-copied]");
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = said.dataset.copied;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  addEventListener("beforeunload", (event) => {
    if (!kept.checked && !document.body.hidden) event.preventDefault();
  });
  // The answer below keeps the page's own forms (language, type size) from being asked about.
  for (const form of document.querySelectorAll("form")) form.addEventListener("submit", () => (kept.checked = true));
}
