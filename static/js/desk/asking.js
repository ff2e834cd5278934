// Asks quietly what is new: calls of urgent cases, cases above the list, colleagues with the same case open. Nothing on
// the page moves by itself.
const EVERY = 30000;

for (const place of document.querySelectorAll("[data-asks]")) {
  const words = place.querySelector("[data-words]");
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.asks);
      if (!answer.ok || answer.redirected) return;
      const told = await answer.json();
      dispatchEvent(new Event("desk:reached"));
      if (words.textContent !== told.words) words.textContent = told.words;
      place.hidden = !told.words;
    } catch {
      dispatchEvent(new Event("desk:lost"));
    }
  };
  setInterval(ask, Number(place.dataset.every ?? EVERY));
  addEventListener("desk:ask", ask);
  document.addEventListener("visibilitychange", ask);
}

document.querySelectorAll("[data-minute]").forEach((place) => setTimeout(() => (place.hidden = true), 60000));
