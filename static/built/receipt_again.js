{
const note = document.querySelector("[data-receipt-again]");
const left = JSON.parse(sessionStorage.getItem("receipt") ?? "null");
const showAgain = () => {
const form = Object.assign(document.createElement("form"), { method: "post", action: left.action, hidden: true });
const token = document.querySelector("[name=csrf_token]").value;
for (const [name, value] of [...left.pairs, ["csrf_token", token]]) {
form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}
document.body.append(form);
form.submit();
};
if (note && left) {
if (Date.now() > left.until) sessionStorage.removeItem("receipt");
else if (location.hash === "#receipt") showAgain();
else {
note.hidden = false;
history.scrollRestoration = "manual"; // whoever comes back is shown this, and not where the form was left
note.scrollIntoView({ block: "center" });
}
note.querySelector("[data-show]").addEventListener("click", showAgain);
note.querySelector("[data-done]").addEventListener("click", () => {
sessionStorage.removeItem("receipt");
note.hidden = true;
});
}
}
