// The receipt: copy the code, print the page, and a question before it is left unkept.
const receipt = document.querySelector("[data-receipt]");

if (receipt) {
  const kept = document.querySelector("[data-kept]");
  const said = document.querySelector("[data-copied]");
  const again = document.getElementById("again");
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

  // Until the code is kept, this tab can ask for the receipt again (receipt_again.js) by the form's key, which holds no
  // word of the tip; after that, Back finds the page where the code is entered.
  const MINUTES = 30;
  const settle = () => {
    if (kept.checked) {
      sessionStorage.removeItem("receipt");
      history.replaceState(null, "", kept.form.action);
      return;
    }
    const pairs = [...new FormData(again)].filter(([name]) => name !== "csrf_token");
    const until = Date.now() + MINUTES * 60_000;
    sessionStorage.setItem("receipt", JSON.stringify({ action: again.action, pairs, until }));
    history.replaceState(null, "", receipt.dataset.here);
  };
  kept.addEventListener("change", settle);

  // The browser would say it in its own language, over the page.
  const error = document.querySelector("[data-kept-error]");
  kept.form.noValidate = true;
  kept.form.addEventListener("submit", (event) => {
    if (kept.checked) return;
    event.preventDefault();
    error.hidden = false;
    error.textContent = error.dataset.keptError;
    kept.setAttribute("aria-invalid", "true");
    kept.setAttribute("aria-describedby", error.id);
    kept.focus();
  });
  settle();

  // The page's own forms (language, type size, PDF) are not asked about; the tick stays the reader's.
  let own = false;
  for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => (own = !event.defaultPrevented));
  addEventListener("beforeunload", (event) => {
    if (!kept.checked && !own && !document.body.hidden) event.preventDefault();
    own = false;
  });
}
