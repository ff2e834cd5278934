// A form that is on its way says so, cannot be sent twice, and waits when there is no connection instead of losing a word.
for (const form of document.querySelectorAll("form[data-sending]")) {
  const word = form.querySelector("[data-sending-word]");
  const buttons = [...form.querySelectorAll("button[type=submit]")];

  const say = (text) => {
    word.textContent = text;
    word.hidden = !text;
  };
  const busy = (is) => {
    form.setAttribute("aria-busy", String(is));
    for (const button of buttons) button.setAttribute("aria-disabled", String(is));
  };

  form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
    if (!navigator.onLine) {
      event.preventDefault();
      say(word.dataset.offline);
      addEventListener("online", () => say(word.dataset.online), { once: true });
      return undefined;
    }
    busy(true);
    return say(word.dataset.sending);
  });
  // Back to a page that was left while sending: it can be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    busy(false);
    say("");
  });
}
