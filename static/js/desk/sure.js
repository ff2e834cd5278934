// A verb that cannot be taken back asks first where a key or the palette pressed it; a hand on the button is sure.
for (const button of document.querySelectorAll("[data-asks-first]")) {
  const question = document.getElementById(button.dataset.asksFirst);

  button.addEventListener("click", (event) => {
    const sure = event.isTrusted || question.returnValue === "yes";
    question.returnValue = "";
    if (sure) return;
    event.preventDefault();
    question.showModal();
  });
  question.addEventListener("close", () => {
    if (question.returnValue === "yes") button.click();
  });
}
