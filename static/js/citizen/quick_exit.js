// Leave at once: nothing typed stays in the tab, the visit to a tip ends, and Back does not lead here.
const way = document.querySelector("[data-quick-exit]");

const leave = () => {
  document.body.hidden = true;
  sessionStorage.clear();
  const visit = document.querySelector("form[data-leave]");
  if (visit) fetch(visit.action, { method: "POST", body: new FormData(visit), keepalive: true });
  location.replace(way.href);
};

if (way) {
  let presses = [];
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp] : [];
    if (presses.length === 3) leave();
  });
}
