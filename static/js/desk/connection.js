// Says when the connection is gone and when it is back, and keeps a form from being sent into nowhere.
const said = document.getElementById("connection");

if (said) {
  let gone = false;
  const say = (word, tone) => {
    said.hidden = false;
    said.className = `connection tone-${tone}`;
    said.textContent = said.dataset[word];
  };
  const lost = () => {
    if (gone) return;
    gone = true;
    say("lost", "wait");
  };
  const back = () => {
    if (!gone) return;
    gone = false;
    say("back", "good");
    setTimeout(() => (said.hidden = !gone), 6000);
  };
  addEventListener("offline", lost);
  addEventListener("online", back);
  addEventListener("desk:lost", lost);
  addEventListener("desk:reached", back);
  if (!navigator.onLine) lost();

  document.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine || event.target.method === "dialog") return;
      event.preventDefault();
      gone = false;
      lost();
    },
    true,
  );
}
