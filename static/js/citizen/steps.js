// Makes the screens of the form feel like screens. Without this file the links between them work all the same.
const form = document.getElementById("flag");

if (form) {
  const steps = [...form.querySelectorAll(".step")];
  const shown = () => steps.find((step) => step.offsetParent !== null) ?? steps[0];

  // A new screen is read out from its heading on.
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#step-")) {
      shown().querySelector("h2").focus();
      scrollTo(0, 0);
    }
  });

  // Enter in a line goes on to the next screen instead of sending the form half filled.
  form.addEventListener("keydown", (event) => {
    const next = steps[steps.indexOf(shown()) + 1];
    if (event.key === "Enter" && event.target.matches("input:not([type=file])") && next) {
      event.preventDefault();
      location.hash = next.id;
    }
  });

  // A picture of a minor that was chosen before the ticks is not sent; the server says which choices mean that.
  form.addEventListener("change", () => {
    const said = (word) => form.querySelector(`[data-says="${word}"]:checked`);
    const files = form.querySelector("input[type=file]");
    if (files && said("minor") && said("sexual")) files.value = "";
  });
}
