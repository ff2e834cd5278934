// One line that finds every verb of the page, then every desk, then cases by number or target.
const palette = document.getElementById("palette");

if (palette) {
  const line = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const state = palette.querySelector("[role=status]");
  let asked = 0;
  let timer = 0;

  const verbs = () =>
    ["[data-verb]", ".site-header .site-nav a"].flatMap((where) => [...document.querySelectorAll(where)]).map((place) => ({
      label: (place.dataset.verb ?? place.textContent).trim(),
      hint: place.dataset.key ?? "",
      go: () => place.click(),
    }));

  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ label, hint, go }, index) => {
        const option = document.createElement("li");
        option.id = `palette-${index}`;
        option.role = "option";
        option.ariaSelected = String(index === 0);
        option.append(label);
        if (hint) {
          const small = document.createElement("span");
          small.className = "palette__hint";
          small.append(hint);
          option.append(small);
        }
        option.addEventListener("click", go);
        return option;
      }),
    );
    point(list.firstElementChild);
    state.textContent = found.length || !line.value ? "" : state.dataset.nothing;
  };

  const chosen = () => list.querySelector("[aria-selected=true]");
  const point = (option) => {
    list.querySelectorAll("[aria-selected=true]").forEach((one) => (one.ariaSelected = "false"));
    if (option) option.ariaSelected = "true";
    option?.scrollIntoView({ block: "nearest" });
    line.setAttribute("aria-activedescendant", option?.id ?? "");
  };

  const look = async () => {
    const words = line.value.trim();
    const here = verbs().filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
    show(here);
    if (words.length < 2 || !palette.dataset.find) return;
    const turn = ++asked;
    try {
      const answer = await fetch(`${palette.dataset.find}?${new URLSearchParams({ q: words })}`);
      const { cases } = await answer.json();
      if (turn !== asked) return;
      show([...here, ...cases.map((one) => ({ label: one.number, hint: one.target, go: () => location.assign(one.url) }))]);
    } catch {
      if (turn === asked) state.textContent = state.dataset.lost;
    }
  };

  addEventListener("desk:palette", () => {
    palette.showModal();
    line.value = "";
    look();
  });
  line.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  line.addEventListener("keydown", (event) => {
    const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (way) point(chosen()?.[way] ?? chosen());
    else if (event.key === "Enter" && !event.isComposing) {
      const option = chosen();
      palette.close();
      option?.click();
    } else return;
    event.preventDefault();
  });
}
