// What few need is fetched when they need it: the list of chosen files, and the way back to a receipt.
const load = (place) => import(place.dataset.script);

for (const box of document.querySelectorAll("[data-chosen-now]")) {
  const field = box.previousElementSibling.querySelector("input[type=file]");
  const chosen = () => field.files.length && load(box);
  field.addEventListener("change", chosen, { once: true });
  addEventListener("pageshow", chosen);
}

const again = document.querySelector("[data-receipt-again]");
if (again && sessionStorage.getItem("receipt")) load(again);
