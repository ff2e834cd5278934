// Makes the screens of the form feel like screens, and lets each say what it lacks before it is left. Without this file
// the links between them work all the same; the server says the same at the end, in the same words.
const form = document.getElementById("flag") ?? document.getElementById("send");

if (form) {
  const steps = [...form.querySelectorAll(".step")];
  const shown = () => steps.find((step) => step.offsetParent !== null) ?? steps[0] ?? form;

  // A new screen is read out from its heading on.
  addEventListener("hashchange", () => {
    // Back before the first link: the first screen, also where the server had opened another one.
    if (!location.hash) steps.forEach((step, at) => step.classList.toggle("step--open", at === 0));
    if (location.hash.startsWith("#step-")) {
      shown().querySelector("h2").focus();
      scrollTo(0, 0);
    }
  });

  const said = (one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim());
  const controls = (place) => [...place.querySelectorAll("input:not([type=search]):not([type=hidden]), textarea")];
  const answered = (box) => controls(box).some(said);
  // Lines end in two characters where they are counted.
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
  // What nobody sees is left to the server, but for what is folded away.
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

  // Enter in a line goes on to the next screen instead of sending the form half filled.
  form.addEventListener("keydown", (event) => {
    const next = steps[steps.indexOf(shown()) + 1];
    if (event.key === "Enter" && event.target.matches("input:not([type=file])") && next) {
      event.preventDefault();
      if (mayLeave(shown())) location.hash = next.id;
    }
  });

  // A picture of a minor that was chosen before the ticks is not sent; the server says which choices mean that.
  form.addEventListener("change", () => {
    const said = (word) => form.querySelector(`[data-says="${word}"]:checked`);
    const files = form.querySelector("input[type=file]");
    if (files && said("minor") && said("sexual")) files.value = "";
  });
}
