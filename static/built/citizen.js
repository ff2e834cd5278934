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
const form = document.getElementById("flag");

if (form) {
  const steps = [...form.querySelectorAll(".step")];
  const shown = () => steps.find((step) => step.offsetParent !== null) ?? steps[0];

  addEventListener("hashchange", () => {
    if (!location.hash) steps.forEach((step, at) => step.classList.toggle("step--open", at === 0));
    if (location.hash.startsWith("#step-")) {
      shown().querySelector("h2").focus();
      scrollTo(0, 0);
    }
  });

  const answered = (box) =>
    [...box.querySelectorAll("input:not([type=search]):not([type=hidden]), textarea")].some((one) =>
      one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim(),
    );
  const settle = (box) => {
    box.querySelector("[data-asked]")?.remove();
    box.classList.remove("govuk-form-group", "govuk-form-group--error");
  };
  const ask = (box) => {
    settle(box);
    const words = document.createElement("p");
    words.className = "govuk-error-message";
    words.dataset.asked = "";
    words.setAttribute("role", "alert");
    words.textContent = box.dataset.needed;
    box.prepend(words);
    box.classList.add("govuk-form-group", "govuk-form-group--error");
    box.querySelector("input:not([type=search]), textarea").focus({ preventScroll: true });
    box.scrollIntoView({ block: "start" });
  };
  const mayLeave = (step) => {
    const open = [...step.querySelectorAll("[data-needed]")].filter((box) => !answered(box));
    if (open.length) ask(open[0]);
    return !open.length;
  };
  for (const box of form.querySelectorAll("[data-needed]")) {
    box.addEventListener("input", () => settle(box));
  }
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#step-']");
    if (!link) return;
    const [from, to] = [shown(), form.querySelector(link.hash)];
    if (steps.indexOf(to) > steps.indexOf(from) && !mayLeave(from)) event.preventDefault();
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
const units = [["megabyte", 1e6], ["kilobyte", 1e3], ["byte", 1]];
const sizeOf = (bytes) => {
  const [unit, much] = units.find(([, least]) => bytes >= least) ?? units[2];
  const words = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, words).format(bytes / much);
};

const without = (files, one) => {
  const rest = new DataTransfer();
  for (const file of files) if (file !== one) rest.items.add(file);
  return rest.files;
};

for (const box of document.querySelectorAll("[data-chosen-now]")) {
  const field = box.previousElementSibling.querySelector("input[type=file]");
  const [count, list] = box.children;

  const takeOut = (file) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button" });
    const whose = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: ` ${file.name}` });
    button.append(box.dataset.takeOut, whose);
    button.addEventListener("click", () => {
      field.files = without(field.files, file);
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
    return button;
  };
  const line = (file) => {
    const entry = document.createElement("li");
    entry.append(`${file.name} (${sizeOf(file.size)}) `, ...(typeof DataTransfer === "function" ? [takeOut(file)] : []));
    return entry;
  };
  const show = () => {
    const files = [...field.files];
    const all = sizeOf(files.reduce((sum, file) => sum + file.size, 0));
    box.hidden = !files.length;
    count.textContent = files.length ? box.dataset.count.replace("{count}", files.length).replace("{size}", all) : "";
    list.replaceChildren(...files.map(line));
  };
  field.form.addEventListener("change", show);
  addEventListener("pageshow", show);
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
