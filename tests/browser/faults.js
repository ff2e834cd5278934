// What is wrong with the page that stands open: each function names its faults in words, none when there is none.
// Evaluated from outside (tests/browser/looking.py), so it works on pages whose own scripts are off.
(() => {
  const all = (selector, place = document) => [...place.querySelectorAll(selector)];
  const style = (place, part) => getComputedStyle(place, part);
  const seen = (place) =>
    place.checkVisibility({ visibilityProperty: true }) && place.getClientRects().length > 0 && !place.closest(".govuk-visually-hidden, .govuk-skip-link:not(:focus)");
  const words = (place) => (place.innerText ?? place.textContent).replace(/\s+/g, " ").trim();
  const name = (place) =>
    place.getAttribute("aria-label") ||
    (place.labels?.length ? words(place.labels[0]) : "") ||
    words(place) ||
    all("img", place).map((one) => one.alt).join(" ") ||
    place.getAttribute("placeholder") ||
    "";
  const called = (place) => `<${place.tagName.toLowerCase()}${place.id ? ` #${place.id}` : ""}> “${name(place).slice(0, 30)}”`;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const controls = () => all(CONTROLS).filter((one) => seen(one) && one.tabIndex >= 0);

  // A tick is touched by its label too, a field of the form base by the square drawn around it.
  const reach = (place) => {
    const own = place.getBoundingClientRect();
    const label = ["checkbox", "radio"].includes(place.type) ? place.labels[0]?.getBoundingClientRect() : undefined;
    return { width: Math.max(own.width, label?.width ?? 0), height: Math.max(own.height, label?.height ?? 0) };
  };

  // Nothing is read sideways (WCAG 2.2, 1.4.10); a table may be turned in its own frame.
  const wide = () => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return [];
    const edge = document.documentElement.clientWidth;
    const framed = (place) => all("*").some((one) => one !== place && one.contains(place) && /auto|scroll/.test(style(one).overflowX));
    const out = all("body *").filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge && !framed(one));
    return [`${over} px too wide: ${out.slice(-2).map(called).join(", ")}`];
  };

  // Words that no longer fit their place and are cut off (1.4.12). What is shortened on purpose says so with an ellipsis;
  // what only a screen reader shall find lies in one pixel.
  const cut = () =>
    all("body *")
      .filter((one) => seen(one) && style(one).overflow === "hidden" && style(one).textOverflow !== "ellipsis" && one.clientWidth > 1 && words(one))
      .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
      .map((one) => `cut off: ${called(one)}`);

  const small = (least) =>
    controls()
      .map((one) => [one, reach(one)])
      .filter(([, { width, height }]) => width < least - 0.5 || height < least - 0.5)
      .map(([one, { width, height }]) => `${called(one)} is ${Math.round(width)} × ${Math.round(height)} px`);

  const texts = () =>
    all("body *").filter((one) => seen(one) && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const tiny = (least) =>
    texts()
      .filter((one) => parseFloat(style(one).fontSize) < least - 0.1)
      .map((one) => `${called(one)} is set in ${parseFloat(style(one).fontSize).toFixed(1)} px`);

  // What a screen reader jumps by: one title, headings that go down one by one, each landmark once or named.
  const crooked = () => {
    const found = [];
    const headings = all("h1, h2, h3, h4, h5, h6").filter((one) => one.checkVisibility());
    const levels = headings.map((one) => Number(one.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) found.push(`${levels.filter((level) => level === 1).length} headings of level 1`);
    levels.forEach((level, at) => {
      const before = at ? levels[at - 1] : 1;
      if (level > before + 1) found.push(`${called(headings[at])} is level ${level} after ${before}`);
    });
    for (const landmark of ["main", "body > header", "body > footer"])
      if (all(landmark).length > 1) found.push(`${all(landmark).length} of ${landmark}`);
    if (!all("main").length) found.push("no main");
    for (const kind of ["nav", "aside"]) {
      const names = all(kind).filter((one) => one.checkVisibility()).map((one) => one.getAttribute("aria-label") || words(document.getElementById(one.getAttribute("aria-labelledby")) ?? { textContent: "" }));
      names.filter((one, at) => !one || names.indexOf(one) !== at).forEach((one) => found.push(`<${kind}> is called “${one}”`));
    }
    for (const one of controls()) if (!name(one)) found.push(`${called(one)} has no name`);
    return found;
  };

  // Read aloud the page goes as it is seen: what comes later stands below or beside, not above.
  const disordered = () => {
    const stuck = (place) => /sticky|fixed|absolute/.test(style(place).position) || (place.parentElement && stuck(place.parentElement));
    const leaves = all("main h1, main h2, main h3, main p, main li, main dt, main dd, main th, main td, main label, main button, main a")
      .filter((one) => seen(one) && !one.closest("[hidden], dialog, svg") && !stuck(one) && words(one));
    const found = all("main *").filter((one) => one.tabIndex > 0).map((one) => `${called(one)} jumps the queue`);
    leaves.slice(1).forEach((one, at) => {
      const before = leaves[at].getBoundingClientRect();
      const here = one.getBoundingClientRect();
      const figure = one.tagName === "DD" && leaves[at].tagName === "DT"; // HTML wants the name first; the number may stand above it
      if (!figure && here.bottom <= before.top && here.left < before.right - 1) found.push(`${called(one)} is read after ${called(leaves[at])} and stands above it`);
    });
    return found;
  };

  // The names of what can be pressed are in the page's language, or say in which they are.
  const foreign = () => {
    const chinese = /\p{Script=Han}/u;
    const english = /[a-z]{3,} +[a-z]{2,}/i;
    const alien = (text, language) => (language.startsWith("en") ? chinese.test(text) : english.test(text) && !chinese.test(text));
    const said = (place) => {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push([walker.currentNode.data, walker.currentNode.parentElement.closest("[lang]").lang]);
      return found;
    };
    return controls()
      .filter((one) => {
        const label = one.getAttribute("aria-label");
        if (label) return alien(label, one.closest("[lang]").lang);
        const places = one.labels?.length ? [...one.labels] : one.matches("a, button, summary") ? [one] : [];
        return places.flatMap(said).some(([text, language]) => alien(text, language));
      })
      .map((one) => `${called(one)} is in another language than ${document.documentElement.lang}`);
  };

  const opaque = (colour) => colour !== "transparent" && !/^rgba\(.*, 0\)$/.test(colour);
  // Bars, dots and badges that are told from their ground by a filling alone.
  const marks = () =>
    all("body *").flatMap((one) =>
      [null, "::before", "::after"].map((part) => [one, part]).filter(([, part]) => {
        if (!seen(one)) return false;
        const drawn = style(one, part);
        if (part && (drawn.content === "none" || drawn.content === "normal" || drawn.display === "none" || parseFloat(drawn.width) < 3)) return false;
        if (!part && (one.childNodes.length || one.matches("input, textarea, select, svg *, img, hr, br"))) return false;
        const box = part ? { width: parseFloat(drawn.width), height: parseFloat(drawn.height) } : one.getBoundingClientRect();
        return box.width >= 3 && box.height >= 3 && opaque(drawn.backgroundColor) && drawn.opacity !== "0";
      }),
    );
  const remember = () => {
    marks().forEach(([one, part]) => one.setAttribute(`data-marked${part ? part.replace("::", "-") : ""}`, ""));
    return [];
  };
  const unmarked = () => {
    const ground = (place) => (place ? (opaque(style(place).backgroundColor) ? style(place).backgroundColor : ground(place.parentElement)) : "none");
    return [null, "::before", "::after"].flatMap((part) =>
      all(`[data-marked${part ? part.replace("::", "-") : ""}]`)
        .filter((one) => {
          const drawn = style(one, part);
          const bordered = ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(drawn[`border${side}Width`]) > 0 && drawn[`border${side}Style`] !== "none");
          return !bordered && drawn.outlineStyle === "none" && drawn.backgroundColor === ground(part ? one : one.parentElement);
        })
        .map((one) => `${called(one)} .${one.className}${part ?? ""} cannot be seen`),
    );
  };

  const moving = () =>
    all("*").flatMap((one) =>
      [null, "::before", "::after"]
        .filter((part) => {
          const drawn = style(one, part);
          return /[1-9]/.test(drawn.transitionDuration) || drawn.animationName !== "none" || drawn.scrollBehavior === "smooth";
        })
        .map((part) => `${called(one)}${part ?? ""} moves`),
    ).concat(document.getAnimations().map((one) => `an animation runs: ${one.id}`));

  return { wide, cut, small, tiny, crooked, disordered, foreign, remember, unmarked, moving };
})()
