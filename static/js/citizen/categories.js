// A search over the categories: each says with its name, its example and other words what it holds.
const search = document.querySelector("[data-category-search]");

if (search) {
  const box = search.closest("fieldset");
  const choices = [...box.querySelectorAll("[data-words]")];
  const groups = [...box.querySelectorAll("details")];
  const none = box.querySelector("[data-category-none]");
  search.closest("[hidden]").hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const choice of choices) {
      const fits = words.every((word) => choice.dataset.words.includes(word));
      choice.hidden = !fits;
      found += fits;
    }
    if (words.length) for (const group of groups) group.open = [...group.querySelectorAll("[data-words]")].some((one) => !one.hidden);
    none.hidden = found > 0;
  });
}
