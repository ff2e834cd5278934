{
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
}
{
const { worker } = document.currentScript.dataset;
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker);
}
{
const form = document.getElementById("flag");

if (form) {
  const steps = [...form.querySelectorAll(".step")];
  const shown = () => steps.find((step) => step.offsetParent !== null) ?? steps[0];

  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#step-")) {
      shown().querySelector("h2").focus();
      scrollTo(0, 0);
    }
  });

  form.addEventListener("keydown", (event) => {
    const next = steps[steps.indexOf(shown()) + 1];
    if (event.key === "Enter" && event.target.matches("input:not([type=file])") && next) {
      event.preventDefault();
      location.hash = next.id;
    }
  });

  form.addEventListener("change", () => {
    const said = (word) => form.querySelector(`[data-says="${word}"]:checked`);
    const files = form.querySelector("input[type=file]");
    if (files && said("minor") && said("sexual")) files.value = "";
  });
}
}
