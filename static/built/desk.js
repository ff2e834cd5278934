{
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
}
{
const palette = document.getElementById("palette");
if (palette) {
const line = palette.querySelector("input");
const list = palette.querySelector("[role=listbox]");
const state = palette.querySelector("[role=status]");
let asked = 0;
let timer = 0;
const verbs = () =>
["[data-verb]", ".site-header .site-nav a"].flatMap((where) => [...document.querySelectorAll(where)]).map((place) => ({
label: (place.dataset.verb ?? place.textContent).trim(),
hint: place.dataset.key ?? "",
go: () => place.click(),
}));
const show = (found) => {
list.replaceChildren(
...found.map(({ label, hint, go }, index) => {
const option = document.createElement("li");
option.id = `palette-${index}`;
option.role = "option";
option.ariaSelected = String(index === 0);
option.append(label);
if (hint) {
const small = document.createElement("span");
small.className = "palette__hint";
small.append(hint);
option.append(small);
}
option.addEventListener("click", go);
return option;
}),
);
point(list.firstElementChild);
state.textContent = found.length || !line.value ? "" : state.dataset.nothing;
};
const chosen = () => list.querySelector("[aria-selected=true]");
const point = (option) => {
list.querySelectorAll("[aria-selected=true]").forEach((one) => (one.ariaSelected = "false"));
if (option) option.ariaSelected = "true";
option?.scrollIntoView({ block: "nearest" });
line.setAttribute("aria-activedescendant", option?.id ?? "");
};
const look = async () => {
const words = line.value.trim();
const here = verbs().filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
show(here);
if (words.length < 2 || !palette.dataset.find) return;
const turn = ++asked;
try {
const answer = await fetch(`${palette.dataset.find}?${new URLSearchParams({ q: words })}`);
const { cases } = await answer.json();
if (turn !== asked) return;
show([...here, ...cases.map((one) => ({ label: one.number, hint: one.target, go: () => location.assign(one.url) }))]);
} catch {
if (turn === asked) state.textContent = state.dataset.lost;
}
};
addEventListener("desk:palette", () => {
palette.showModal();
line.value = "";
look();
});
line.addEventListener("input", () => {
clearTimeout(timer);
timer = setTimeout(look, 150);
});
line.addEventListener("keydown", (event) => {
const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
if (way) point(chosen()?.[way] ?? chosen());
else if (event.key === "Enter" && !event.isComposing) {
const option = chosen();
palette.close();
option?.click();
} else return;
event.preventDefault();
});
}
}
{
for (const button of document.querySelectorAll("[data-asks-first]")) {
const question = document.getElementById(button.dataset.asksFirst);
button.addEventListener("click", (event) => {
const sure = event.isTrusted || question.returnValue === "yes";
question.returnValue = "";
if (sure) return;
event.preventDefault();
question.showModal();
});
question.addEventListener("close", () => {
if (question.returnValue === "yes") button.click();
});
}
}
{
const forms = [...document.querySelectorAll("form[data-draft]")];
const PREFIX = "draft ";
const forget = () =>
Object.keys(sessionStorage)
.filter((name) => name.startsWith(PREFIX))
.forEach((name) => sessionStorage.removeItem(name));
let leaving = false;
const page = (address) => address.split("#")[0];
const answers = ({ from, to }) => {
const [came] = performance.getEntriesByType("navigation");
return document.referrer === from && (came.redirectCount > 0 || page(location.href) === to);
};
const sent = JSON.parse(sessionStorage.getItem("sent"));
if (sent && answers(sent) && !forms.some((form) => form.dataset.draft === sent.draft)) sessionStorage.removeItem(PREFIX + sent.draft);
sessionStorage.removeItem("sent");
const fields = (form) => [...form.querySelectorAll("textarea, select, input:not([type=hidden]), [name=send_key]")];
const value = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
const written = (form) => form.dataset.changed === "yes";
for (const form of forms) {
const name = PREFIX + form.dataset.draft;
const note = form.querySelector("[data-draft-note]");
const keep = () => {
form.dataset.changed = "yes";
sessionStorage.setItem(name, JSON.stringify(fields(form).map((field) => [field.id, value(field)])));
};
const askForRows = (rows) => {
for (const [row, text] of rows) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: row, value: text }));
leaving = true;
form.action = form.dataset.rows;
form.submit();
};
const kept = sessionStorage.getItem(name);
if (kept && !document.querySelector(".govuk-error-summary")) {
const fresh = !written(form);
const missing = JSON.parse(kept).filter(([id, was]) => was && typeof was === "string" && !document.getElementById(id));
for (const [id, was] of JSON.parse(kept)) {
const field = document.getElementById(id);
if (!field || !form.contains(field)) continue;
if (typeof was === "boolean") field.checked = was;
else field.value = was;
if (was) field.closest("details")?.setAttribute("open", "");
}
form.dataset.changed = "yes";
const key = form.elements.namedItem("send_key");
if (key) form.addEventListener("input", () => (key.value = crypto.randomUUID?.() ?? key.value), { once: true }); // other words
if (fresh && missing.length && form.dataset.rows) askForRows(missing);
if (note) {
note.hidden = false;
note.querySelector("button").addEventListener("click", () => {
sessionStorage.removeItem(name);
form.reset();
form.dataset.changed = "";
note.hidden = true;
});
}
}
form.addEventListener("input", keep);
form.addEventListener("change", keep);
form.addEventListener("submit", (event) => {
if (event.defaultPrevented) return;
leaving = true;
const to = page(event.submitter?.formAction || form.action);
sessionStorage.setItem("sent", JSON.stringify({ draft: form.dataset.draft, from: page(location.href), to }));
});
}
document.querySelectorAll("form[data-forgets]").forEach((form) => form.addEventListener("submit", forget));
document.getElementById("reading")?.addEventListener("submit", () => (leaving = true));
addEventListener("beforeunload", (event) => {
if (!leaving && forms.some(written)) event.preventDefault();
});
}
{
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
}
{
document.querySelectorAll("[data-inserts]").forEach((button) => {
button.addEventListener("click", (event) => {
event.preventDefault();
const words = button.form.querySelector("[name=template]").selectedOptions[0]?.dataset.words;
const field = button.form.elements.namedItem(button.dataset.inserts);
if (!words) return;
const typed = field.value.trimEnd();
field.value = typed ? `${typed}\n${words}` : words;
field.dispatchEvent(new Event("input", { bubbles: true }));
field.focus();
});
});
}
{
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
}
{
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
}
