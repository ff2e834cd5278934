// What is typed stays in this tab alone: through a reload and a lost connection, gone with the tab, with sending and
// with leaving. A browser that brings a closed tab back may bring its draft back too; the page says so.
const form = document.getElementById("flag");
const KEY = "draft";
const NOT_KEPT = new Set(["csrf_token", "form_key", "files"]);

const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "null");

const typed = () => [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");

const put = (pairs) => {
  for (const control of form.elements) {
    if (!control.name || NOT_KEPT.has(control.name)) continue;
    const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.type !== "submit" && values.length) control.value = values[0];
  }
};

// A draft that names more things than a new form has rows: the server makes the rows and fills them in.
const missingRows = (pairs) => pairs.filter(([name]) => /^targets-\d+-/.test(name) && !form.elements[name]);

const askForRows = (missing) => {
  for (const [name, value] of missing) {
    const carried = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(carried);
  }
  form.action = form.dataset.again;
  form.submit();
};

if (form) {
  const kept = read();
  const note = form.querySelector("[data-draft]");
  // A form that the server filled in knows better than the tab.
  if (kept && form.dataset.fresh !== undefined) {
    put(kept.pairs);
    const missing = missingRows(kept.pairs);
    if (missing.length) askForRows(missing);
    note.hidden = false;
    const chose = kept.pairs.some(([name]) => name === "category");
    form.querySelector("[data-draft-retired]").hidden = !chose || form.querySelector("[name=category]:checked") !== null;
    form.querySelector("[data-draft-clear]").addEventListener("click", () => {
      sessionStorage.removeItem(KEY);
      location.assign(form.dataset.fresh);
    });
  }
  form.addEventListener("input", () => sessionStorage.setItem(KEY, JSON.stringify({ pairs: typed() })));
  form.addEventListener("change", () => sessionStorage.setItem(KEY, JSON.stringify({ pairs: typed() })));
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

if (document.querySelector("[data-sent]")) sessionStorage.removeItem(KEY);
