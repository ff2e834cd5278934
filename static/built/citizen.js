{
const way = document.querySelector("[data-quick-exit]");
const LEFT = "left";
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
}
{
const { worker } = document.currentScript.dataset;
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker);
}
{
const form = document.getElementById("flag") ?? document.getElementById("send");
if (form) {
const steps = [...form.querySelectorAll(".step")];
const shown = () => steps.find((step) => step.offsetParent !== null) ?? steps[0] ?? form;
addEventListener("hashchange", () => {
if (!location.hash) steps.forEach((step, at) => step.classList.toggle("step--open", at === 0));
if (location.hash.startsWith("#step-")) {
shown().querySelector("h2").focus();
scrollTo(0, 0);
}
});
const said = (one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim());
const controls = (place) => [...place.querySelectorAll("input:not([type=search]):not([type=hidden]), textarea")];
const answered = (box) => controls(box).some(said);
const long = ({ value, dataset }) => [...value.replace(/\n/g, "\r\n")].length > dataset.most;
const alone = (one) => {
const others = (said(one) && one.dataset.with?.split("\n")) || [];
return others.find((_, at) => at % 2 && ![...form.querySelectorAll(others[at - 1])].some(said));
};
const fault = (one) => {
const { validity, dataset } = one;
if (validity.customError) return one.validationMessage;
if (validity.badInput) return dataset.bad;
if (validity.rangeOverflow) return dataset.over;
return long(one) ? dataset.long : alone(one);
};
const seen = (one) => one.getClientRects().length || one.closest("details:not([open])");
const lacks = (step) => [
...[...step.querySelectorAll("[data-needed]")]
.filter((box) => !answered(box))
.map((box) => ({ one: controls(box)[0], words: box.dataset.needed, place: box, still: () => !answered(box) })),
...controls(step)
.filter((one) => seen(one) && fault(one))
.map((one) => ({ one, words: fault(one), place: one.closest(".govuk-form-group"), still: () => fault(one) })),
];
const summary = form.querySelector("[data-problems]");
let open = [];
const settle = ({ one, place }) => {
place.querySelector("[data-asked]")?.remove();
place.classList.remove("govuk-form-group--error", ...(place.dataset.needed ? ["govuk-form-group"] : []));
one.removeAttribute("aria-invalid");
};
const mark = ({ one, words, place }) => {
one.setAttribute("aria-invalid", "true");
if (one.type === "file") return; // files.js says why beside it
place.querySelectorAll(".govuk-error-message").forEach((earlier) => earlier.remove());
const said = Object.assign(document.createElement("p"), { className: "govuk-error-message", id: `${one.id}-error`, textContent: words });
said.dataset.asked = "";
if (place.dataset.needed || one.type === "checkbox") place.prepend(said);
else one.before(said);
place.classList.add("govuk-form-group", "govuk-form-group--error");
const described = new Set((one.getAttribute("aria-describedby") ?? "").split(" ")).add(said.id);
one.setAttribute("aria-describedby", [...described].join(" ").trim());
};
const list = () => {
summary.hidden = !open.length;
const line = ({ one, words }) => {
const entry = document.createElement("li");
entry.append(Object.assign(document.createElement("a"), { href: `#${one.id}`, textContent: words }));
return entry;
};
summary.querySelector("ul").replaceChildren(...open.map(line));
};
const mayLeave = (step) => {
open.forEach(settle);
open = lacks(step);
open.forEach(mark);
list();
if (open.length) {
document.querySelectorAll(".govuk-error-summary:not([data-problems])").forEach((earlier) => earlier.remove());
const [{ one, place }] = open;
one.closest("details")?.setAttribute("open", "");
one.focus({ preventScroll: true });
place.scrollIntoView({ block: "start" });
}
return !open.length;
};
const lookAgain = () => {
const mended = open.filter(({ still }) => !still());
if (!mended.length) return;
mended.forEach(settle);
open = open.filter((one) => !mended.includes(one));
list();
};
for (const change of ["input", "change"]) form.addEventListener(change, lookAgain);
form.addEventListener("click", (event) => {
const link = event.target.closest("a[href^='#step-']");
if (!link) return;
const [from, to] = [shown(), form.querySelector(link.hash)];
if (steps.indexOf(to) > steps.indexOf(from) && !mayLeave(from)) event.preventDefault();
});
form.addEventListener("submit", (event) => {
if (event.submitter?.hasAttribute("formaction") || mayLeave(shown())) return;
event.preventDefault();
event.stopImmediatePropagation();
});
form.addEventListener("keydown", (event) => {
const next = steps[steps.indexOf(shown()) + 1];
if (event.key === "Enter" && event.target.matches("input:not([type=file])") && next) {
event.preventDefault();
if (mayLeave(shown())) location.hash = next.id;
}
});
form.addEventListener("change", () => {
const said = (word) => form.querySelector(`[data-says="${word}"]:checked`);
const files = form.querySelector("input[type=file]");
if (files && said("minor") && said("sexual")) files.value = "";
});
}
}
{
const load = (place) => import(place.dataset.script);
for (const box of document.querySelectorAll("[data-chosen-now]")) {
const field = box.previousElementSibling.querySelector("input[type=file]");
const chosen = () => field.files.length && load(box);
field.addEventListener("change", chosen, { once: true });
addEventListener("pageshow", chosen);
}
const again = document.querySelector("[data-receipt-again]");
if (again && sessionStorage.getItem("receipt")) load(again);
}
{
const controls = (row) => [...row.querySelectorAll("textarea, input, select")];
const say = (row, words) => {
controls(row).forEach((control, at) => (control.value = words[at]));
row.querySelector("details").open = words.slice(1).some(Boolean);
controls(row)[0].dispatchEvent(new Event("input", { bubbles: true }));
};
document.addEventListener("click", (event) => {
const button = event.target.closest("button[data-remove-row]");
if (!button) return;
event.preventDefault();
const row = button.closest(".target-row");
const rows = [...row.parentElement.querySelectorAll(".target-row")];
const at = rows.indexOf(row);
const words = rows.map((one) => controls(one).map((control) => control.value));
const form = row.closest("form");
words.splice(at, 1);
rows.pop().remove();
rows.forEach((one, number) => say(one, words[number]));
if (rows.length === 1) {
rows[0].querySelector("[data-remove-row]").remove();
rows[0].querySelector("legend").textContent = rows[0].dataset.alone;
}
controls(rows[Math.max(0, at - 1)])[0].focus();
form.dispatchEvent(new Event("change"));
});
}
{
const search = document.querySelector("[data-category-search]");
const pieces = (typed) => {
const found = [];
for (const word of typed.toLowerCase().match(/[\p{sc=Han}]+|[\p{L}\p{N}]+/gu) ?? []) {
if (!/\p{sc=Han}/u.test(word)) found.push(...(word.length > 1 && word !== "ai" ? [` ${word}`] : []));
else if (word.length < 3) found.push(word);
else for (let at = 0; at + 1 < word.length; at += 1) found.push(word.slice(at, at + 2));
}
return found;
};
if (search) {
const box = search.closest("fieldset");
const choices = [...box.querySelectorAll("[data-words]")];
const groups = [...box.querySelectorAll("details")];
const none = box.querySelector("[data-category-none]");
search.closest("[hidden]").hidden = false;
search.addEventListener("input", () => {
const wanted = pieces(search.value);
const hits = choices.map((choice) => wanted.filter((piece) => ` ${choice.dataset.words}`.includes(piece)).length);
const best = Math.max(0, ...hits);
choices.forEach((choice, at) => {
const fits = !wanted.length || (best > 0 && hits[at] * 2 >= best);
choice.hidden = !fits && !("always" in choice.dataset);
});
if (wanted.length) for (const group of groups) group.open = Boolean(group.querySelector("[data-words]:not([hidden])"));
for (const group of groups) group.hidden = wanted.length > 0 && !group.open;
none.hidden = !wanted.length || best > 0;
});
}
}
{
const form = document.getElementById("flag");
const KEY = "draft";
const CHECK = "#check";
const NOT_KEPT = new Set(["csrf_token", "files", "truthful"]);
const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "null");
const keep = (from) => {
const pairs = [...new FormData(from)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
sessionStorage.setItem(KEY, JSON.stringify({ pairs }));
};
const put = (pairs) => {
for (const control of form.elements) {
if (!control.name || NOT_KEPT.has(control.name)) continue;
const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
else if (control.type !== "submit" && values.length) control.value = values[0];
}
};
const missing = (pairs) => pairs.filter(([name]) => (/^targets-\d+-/.test(name) || name === "kept") && !form.elements[name]);
const askServer = (pairs, action) => {
for (const [name, value] of [...pairs, ["step", location.hash.replace("#step-", "")]]) {
form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}
form.action = action;
form.submit();
};
if (form) {
const kept = read();
const note = form.querySelector("[data-draft]");
if (form.dataset.fresh === undefined) keep(form);
else if (kept) {
put(kept.pairs);
const more = missing(kept.pairs);
if (location.hash === CHECK) askServer(more, form.action);
else if (more.length) askServer(more, form.dataset.again);
note.hidden = false;
const chose = kept.pairs.some(([name]) => name === "category");
form.querySelector("[data-draft-retired]").hidden = !chose || form.querySelector("[name=category]:checked") !== null;
form.querySelector("[data-draft-clear]").addEventListener("click", () => {
sessionStorage.removeItem(KEY);
location.assign(form.dataset.fresh);
});
}
for (const change of ["input", "change"]) form.addEventListener(change, () => keep(form));
}
const chosen = form && new URLSearchParams(location.hash.slice(1)).get("category");
if (chosen) {
const choice = form.querySelector(`[name=category][value="${CSS.escape(chosen)}"]`);
history.replaceState(null, "", location.pathname);
if (choice) {
choice.checked = true;
const group = choice.closest("details");
if (group) group.open = true;
choice.dispatchEvent(new Event("change", { bubbles: true }));
}
}
const check = document.getElementById("send");
if (check) keep(check);
if (document.querySelector("[data-sent]")) sessionStorage.removeItem(KEY);
const answer = document.querySelector("[data-here]");
if (answer) history.replaceState(null, "", answer.dataset.here);
}
{
const list = document.querySelector("[data-platforms]");
if (list) {
let known;
const platforms = () => (known ??= fetch(list.dataset.platforms).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})));
const link = /(?:https?:\/\/|\bwww\.)[^\s"'<>\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+/i;
const phone = /^\+?[\d\s()-]{7,20}$/;
const hostOf = (text) => {
const found = text.match(link)?.[0];
if (!found) return null;
try {
return new URL(/^https?:/i.test(found) ? found : `https://${found}`).hostname;
} catch {
return null;
}
};
const ownerOf = (host, hosts) => {
const labels = host.split(".");
return labels.map((_, at) => hosts[labels.slice(at).join(".")]).find(Boolean);
};
const sentence = async (text) => {
const words = list.dataset;
if (!text) return "";
const host = hostOf(text);
if (!host) return phone.test(text) ? words.phone : words.name;
const owner = ownerOf(host, await platforms());
return owner ? words.known.replace("{}", owner) : words.unknown.replace("{}", host);
};
const say = async (field) => {
const note = field.closest("fieldset").querySelector("[data-recognised]");
const text = field.value.trim();
const words = await sentence(text);
if (field.value.trim() === text) note.textContent = words; // else somebody typed on while the list came
};
let waiting;
for (const field of list.querySelectorAll("textarea")) {
field.addEventListener("input", () => {
clearTimeout(waiting);
waiting = setTimeout(() => say(field), 400);
});
if (field.value.trim()) say(field);
}
}
}
{
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
addEventListener("pageshow", (event) => {
if (!event.persisted) return;
busy(false);
say("");
});
}
}
