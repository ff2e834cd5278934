// Leave at once: nothing typed stays in the tab, the visit to a tip ends, and Back finds neither form nor words.
const way = document.querySelector("[data-quick-exit]");
const LEFT = "left";

// A browser brings back what a page held when it was left; so it is made to hold nothing.
const forget = () => {
  for (const form of document.forms) {
    for (const control of form.elements) {
      if (control.type === "checkbox" || control.type === "radio") control.checked = false;
      else if (control.type === "file") control.value = "";
      else if ("value" in control && control.type !== "submit") control.value = control.defaultValue = "";
    }
  }
};

const leave = () => {
  document.body.hidden = true;
  sessionStorage.clear();
  sessionStorage.setItem(LEFT, "yes");
  const visit = document.querySelector("form[data-leave]");
  if (visit) fetch(visit.action, { method: "POST", body: new FormData(visit), keepalive: true });
  forget();
  location.replace(way.href);
};

// Pages further back hold what they held: whoever comes to one by Back after leaving is sent to the front page.
const sentAway = () => {
  if (!sessionStorage.getItem(LEFT)) return;
  document.documentElement.hidden = true;
  forget();
  location.replace("/");
};

if (way) {
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (cameBack) sentAway();
  else sessionStorage.removeItem(LEFT);
  addEventListener("pageshow", (event) => {
    if (event.persisted || cameBack) sentAway();
  });
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
