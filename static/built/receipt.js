{
const receipt = document.querySelector("[data-receipt]");
if (receipt) {
const kept = document.querySelector("[data-kept]");
const said = document.querySelector("[data-copied]");
const again = document.getElementById("again");
for (const button of document.querySelectorAll("[data-copy]")) {
button.hidden = false;
button.addEventListener("click", async () => {
await navigator.clipboard.writeText(button.dataset.copy);
said.textContent = said.dataset.copied;
});
}
for (const button of document.querySelectorAll("[data-print]")) {
button.hidden = false;
button.addEventListener("click", () => print());
}
const MINUTES = 30;
const settle = () => {
if (kept.checked) {
sessionStorage.removeItem("receipt");
history.replaceState(null, "", kept.form.action);
return;
}
const pairs = [...new FormData(again)].filter(([name]) => name !== "csrf_token");
const until = Date.now() + MINUTES * 60_000;
sessionStorage.setItem("receipt", JSON.stringify({ action: again.action, pairs, until }));
history.replaceState(null, "", receipt.dataset.here);
};
kept.addEventListener("change", settle);
const error = document.querySelector("[data-kept-error]");
kept.form.noValidate = true;
kept.form.addEventListener("submit", (event) => {
if (kept.checked) return;
event.preventDefault();
error.hidden = false;
error.textContent = error.dataset.keptError;
kept.setAttribute("aria-invalid", "true");
kept.setAttribute("aria-describedby", error.id);
kept.focus();
});
settle();
let own = false;
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => (own = !event.defaultPrevented));
addEventListener("beforeunload", (event) => {
if (!kept.checked && !own && !document.body.hidden) event.preventDefault();
own = false;
});
}
}
{
const box = document.querySelector("[data-receipt]");
const button = document.querySelector("[data-picture]");
const WIDTH = 720;
const EDGE = 40;
const INK = "#17212b";
const SOFT = "#4c5964";
if (box && button) {
const family = (one) => getComputedStyle(one).fontFamily;
const plain = family(document.body);
const code = family(box.querySelector(".code"));
const lines = () => {
const head = document.querySelector(".govuk-panel__title");
const found = [{ words: `${document.querySelector(".site-name__word").innerText} · ${head.innerText}`, size: 32, font: plain, ink: INK, bold: true }];
for (const one of box.querySelectorAll(".receipt__numbers :is(dt, dd)")) {
const said = one.matches("dd:not(.receipt__note)");
const look = { size: said ? 28 : 20, font: one.matches(".code") ? code : plain, ink: said ? INK : SOFT, bold: one.matches(".code") };
for (const words of one.innerText.split("\n")) {
const print = /^[0-9a-f]{64}$/.test(words);
found.push({ ...look, words, above: one.matches("dt"), ...(print ? { size: 16, font: code } : {}) });
}
}
for (const one of document.querySelectorAll(".govuk-warning-text__text")) {
found.push({ words: one.innerText, size: 20, font: plain, ink: INK, bold: true, above: true });
}
return found;
};
const folded = (pen, words) => {
const rows = [""];
for (const piece of words.match(/[\p{sc=Han}，。：；！？、”]|\S+?(?=[\p{sc=Han}])|\S+|\s+/gu) ?? []) {
if (pen.measureText(rows.at(-1) + piece).width > WIDTH - 2 * EDGE) rows.push(piece.trimStart());
else rows[rows.length - 1] += piece;
}
return rows;
};
const write = (pen) => {
let at = EDGE;
for (const line of lines()) {
pen.font = `${line.bold ? 700 : 400} ${line.size}px ${line.font}`;
pen.fillStyle = line.ink;
at += line.above ? 20 : 0;
for (const row of folded(pen, line.words)) {
at += line.size * 1.4;
pen.fillText(row, EDGE, at);
}
}
return at + EDGE;
};
const draw = () => {
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d");
const height = write(pen);
const qr = box.querySelector(".receipt__qr img");
const side = 240;
canvas.width = WIDTH;
canvas.height = height + side + EDGE;
pen.fillStyle = "#ffffff";
pen.fillRect(0, 0, canvas.width, canvas.height);
write(pen);
pen.imageSmoothingEnabled = false;
pen.drawImage(qr, EDGE, height, side, side);
return canvas;
};
button.hidden = false;
button.addEventListener("click", () => {
const name = `${box.querySelector("[data-tip-number]").innerText}.png`;
draw().toBlob((blob) => {
const address = URL.createObjectURL(blob);
Object.assign(document.createElement("a"), { href: address, download: name }).click();
setTimeout(() => URL.revokeObjectURL(address), 60_000);
document.querySelector("[data-copied]").textContent = button.dataset.picture.replace("{name}", name);
});
});
}
}
