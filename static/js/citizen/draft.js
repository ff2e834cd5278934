// What is typed stays in this tab alone: through a reload and a lost connection, gone with the tab, with sending and
// with leaving. A browser that brings a closed tab back may bring its draft back too; the page says so.
// The key of the form is kept with it: a tip whose receipt was lost on the way is sent again as the same tip.
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

// More things than a new form has rows, and files that were taken: only the server can show them.
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
  // A form that the server filled in knows better than the tab.
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

// What was chosen on the front page stands behind the # of the address: it never left the browser.
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

// An answer to a form cannot be opened by an address, and whoever goes back to it is shown an error of the browser.
// So its place in the history leads to the form instead, which finds the draft here and asks for the same answer.
const answer = document.querySelector("[data-here]");
if (answer) history.replaceState(null, "", answer.dataset.here);
