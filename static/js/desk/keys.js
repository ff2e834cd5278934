// Keys for people who work here all day. What each key does stands in the table of the help sheet and on the buttons.
const help = document.getElementById("keys-help");

if (help) {
  const single = help.dataset.single !== "off";
  const bound = new Map([...help.querySelectorAll("[data-does]")].map((row) => [row.dataset.keys, row.dataset.does]));
  const rows = () => [...document.querySelectorAll(".queue__row")];
  const typing = (place) => place.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  let waiting = "";

  const move = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (!next) return follow(by > 0 ? "a[data-next]" : "a[data-previous]");
    all.forEach((row) => row.classList.toggle("is-here", row === next));
    next.querySelector("a").focus();
  };
  const follow = (selector) => document.querySelector(selector)?.click();
  const send = (selector) => {
    const form = document.activeElement?.closest("form") ?? document.querySelector("form[data-draft]");
    form?.querySelector(selector)?.click();
  };
  const does = {
    down: () => move(1),
    up: () => move(-1),
    tick: () => rows().find((row) => row.contains(document.activeElement))?.querySelector("input[type=checkbox]")?.click(),
    search: () => document.querySelector("[data-search]")?.focus(),
    help: () => help.showModal(),
    palette: () => dispatchEvent(new Event("desk:palette")),
    send: () => send("button[type=submit]:not([name=then])"),
    next: () => send("button[name=then]"),
    back: () => follow(".govuk-back-link"),
  };

  document.querySelectorAll("[data-opens-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
    const held = event.ctrlKey || event.metaKey ? `ctrl+${event.shiftKey ? "shift+" : ""}` : "";
    const pressed = held + event.key.toLowerCase();
    if (!held && (!single || typing(event.target))) return;
    const word = !held && waiting ? `${waiting} ${pressed}` : pressed;
    waiting = word === "g" ? "g" : "";
    if (waiting) return;
    const verb = !held && document.querySelector(`[data-key="${CSS.escape(word)}"]`);
    const what = bound.get(word);
    if (!verb && (!what || what === "open")) return; // Enter is the browser's own
    event.preventDefault();
    if (verb) verb.click();
    else if (what.startsWith("/")) location.assign(what);
    else does[what]();
  });
}
