{
const KEY = "unsent";
const tip = document.querySelector("[data-words-of]");
const opened = (box) => {
for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};
const put = (words) => {
const found = [];
for (const [id, value] of words) {
const box = document.getElementById(id);
if (!box || !value) continue;
box.value = value;
opened(box);
found.push(box);
}
return found;
};
if (tip) {
const of = tip.dataset.wordsOf;
const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
const sent = [...document.querySelectorAll("[data-here] textarea")];
const boxes = sent.length ? sent : kept?.of === of ? put(kept.words) : [];
const keep = () => {
const words = boxes.map(({ id, value }) => [id, value]);
if (boxes.length) sessionStorage.setItem(KEY, JSON.stringify({ of, words }));
else sessionStorage.removeItem(KEY);
};
keep();
document.addEventListener("input", keep);
document.addEventListener("submit", () => sessionStorage.removeItem(KEY));
}
}
