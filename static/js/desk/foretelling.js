// What would follow from a form, told while it is filled in. The server answers from its tables, as it does for the button.
const PAUSE = 300;

for (const place of document.querySelectorAll("[data-foretells]")) {
  const button = place.querySelector("button");
  const { form } = button;
  const source = document.getElementById(place.dataset.foretells);
  const told = place.querySelector("[data-told]");
  let latest = 0;

  const ask = async () => {
    const turn = ++latest;
    await new Promise((done) => setTimeout(done, PAUSE));
    if (turn !== latest) return;
    const body = new FormData(form);
    body.set(button.name, button.value); // without it the form would be sent
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (turn !== latest) return;
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      told.replaceChildren(...page.querySelector(`[data-foretells="${CSS.escape(place.dataset.foretells)}"] [data-told]`).childNodes);
      button.hidden = true;
    } catch {
      button.hidden = false; // by hand
    }
  };
  const chosen = () => [...source.querySelectorAll("select")].some((one) => !one.selectedOptions[0]?.defaultSelected && one.value);

  button.hidden = true;
  source.addEventListener("change", (event) => event.target.matches("select") && ask());
  if (chosen()) ask(); // a draft that came back
}
