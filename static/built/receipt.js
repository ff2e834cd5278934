{
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
  settle();

  let own = false;
  for (const form of document.querySelectorAll("form")) form.addEventListener("submit", () => (own = true));
  addEventListener("beforeunload", (event) => {
    if (!kept.checked && !own && !document.body.hidden) event.preventDefault();
    own = false;
  });
}
}
