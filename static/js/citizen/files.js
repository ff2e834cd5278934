// The files that are chosen, by name and size, before anything is sent, and what will be refused of them and why; each
// can be taken out again where the browser lets a script change the list.
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
  const [count, list, refused] = box.children;
  const told = box.dataset;

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
  const about = (words, file) => words.replace("{name}", () => file.name);
  // A name may mislead: what it hints at is said, and the server looks at the content. Size and number are certain.
  const odd = ({ name }) => name.includes(".") && !told.endings.split(" ").includes(name.split(".").pop().toLowerCase());
  const doubts = (files) => files.filter(odd).map((file) => about(told.kind, file));
  const certain = (files) => [
    ...files.filter((file) => file.size > told.bytes).map((file) => about(told.large, file)),
    ...(files.length + field.form.querySelectorAll("[name=kept]").length > told.most ? [told.many] : []),
  ];
  const show = () => {
    const files = [...field.files];
    const all = sizeOf(files.reduce((sum, file) => sum + file.size, 0));
    const held = certain(files);
    box.hidden = !files.length;
    count.textContent = files.length ? box.dataset.count.replace("{count}", files.length).replace("{size}", all) : "";
    list.replaceChildren(...files.map(line));
    refused.replaceChildren(
      ...[...held, ...doubts(files)].map((words) => Object.assign(document.createElement("p"), { className: "govuk-error-message", textContent: words })),
    );
    field.setCustomValidity(held[0] ?? "");
  };
  field.form.addEventListener("change", show);
  field.form.addEventListener("submit", (event) => {
    if (!field.validationMessage || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.focus();
  });
  show();
}
