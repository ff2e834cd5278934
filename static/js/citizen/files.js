// The files that are chosen, by name and size, before anything is sent; each can be taken out again where the browser
// lets a script change the list.
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
