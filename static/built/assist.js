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
