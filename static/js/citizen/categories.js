// A search over the categories in people's own words: each choice says with its name, its example and other words what
// it holds. Chinese is written without blanks, so pairs of its letters are looked for; other words from their beginning.
// "AI" is in every name and tells nothing.
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
      // What fits about half as well as the best stays in sight, and so does the way out.
      const fits = !wanted.length || (best > 0 && hits[at] * 2 >= best);
      choice.hidden = !fits && !("always" in choice.dataset);
    });
    if (wanted.length) for (const group of groups) group.open = Boolean(group.querySelector("[data-words]:not([hidden])"));
    for (const group of groups) group.hidden = wanted.length > 0 && !group.open;
    none.hidden = !wanted.length || best > 0;
  });
}
