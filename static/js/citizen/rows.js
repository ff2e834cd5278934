// A thing that was named too much is taken away at once; without this file the server does the same.
// What the rows below say moves up, so that names and numbers stay without a gap.
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
