// What is being written survives a reload and a lost connection, in this tab alone; leaving it asks first.
const forms = [...document.querySelectorAll("form[data-draft]")];
const PREFIX = "draft ";
const forget = () =>
  Object.keys(sessionStorage)
    .filter((name) => name.startsWith(PREFIX))
    .forEach((name) => sessionStorage.removeItem(name));
let leaving = false;

// A form that was sent, was answered, and whose page did not come back was taken: its draft has done its work. A page
// that one comes to otherwise, after a lost connection or a refusal, is no answer.
const page = (address) => address.split("#")[0];
const answers = ({ from, to }) => {
  const [came] = performance.getEntriesByType("navigation");
  return document.referrer === from && (came.redirectCount > 0 || page(location.href) === to);
};
const sent = JSON.parse(sessionStorage.getItem("sent"));
if (sent && answers(sent) && !forms.some((form) => form.dataset.draft === sent.draft)) sessionStorage.removeItem(PREFIX + sent.draft);
sessionStorage.removeItem("sent");

// The same words sent again carry the same key, so that they arrive once.
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

  // A draft of more lines than a new form has: the server makes the lines and fills them in.
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

// The switch of language and type comes back to this page, where the draft waits.
document.getElementById("reading")?.addEventListener("submit", () => (leaving = true));

addEventListener("beforeunload", (event) => {
  if (!leaving && forms.some(written)) event.preventDefault();
});
