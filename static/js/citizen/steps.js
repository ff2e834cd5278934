// Makes the screens of the form feel like screens. Without this file the links between them work all the same.
const form = document.getElementById("flag");

if (form) {
  const steps = [...form.querySelectorAll(".step")];
  const shown = () => steps.find((step) => step.offsetParent !== null) ?? steps[0];

  // A new screen is read out from its heading on.
  addEventListener("hashchange", () => {
    // Back before the first link: the first screen, also where the server had opened another one.
    if (!location.hash) steps.forEach((step, at) => step.classList.toggle("step--open", at === 0));
    if (location.hash.startsWith("#step-")) {
      shown().querySelector("h2").focus();
      scrollTo(0, 0);
    }
  });

  // What a screen asks for is asked for before it is left; the server says the same at the end.
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
