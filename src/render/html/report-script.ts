// What the page does by itself: search and filters over the changes, keys, and everything open on paper. Plain JavaScript,
// embedded as it stands; without it the page is whole, only not narrowed.
export const REPORT_SCRIPT = String.raw`"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const tools = byId("changes-tools");
  if (tools === null) return;
  tools.hidden = false;
  const search = byId("search");
  const found = byId("found");
  const said = found.textContent;
  const blocks = [...byId("changes-list").children];
  const chips = [...tools.querySelectorAll("[data-only]")];
  let texts;

  const textOf = (index) => {
    texts ??= blocks.map((block) => block.textContent.toLowerCase());
    return texts[index];
  };
  const fits = (block, only) =>
    only.length === 0 || only.some((name) => (name === "✗" ? "x" in block.dataset : block.dataset.a === name));

  const narrow = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const only = chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.only);
    let shown = 0;
    blocks.forEach((block, index) => {
      const isShown = fits(block, only) && words.every((word) => textOf(index).includes(word));
      block.hidden = !isShown;
      if (isShown) shown++;
    });
    const isAll = words.length === 0 && only.length === 0;
    found.textContent = isAll ? said : shown === 0 ? "Nothing is found" : shown + " of " + blocks.length + " blocks";
  };

  const heads = () => blocks.filter((block) => !block.hidden && block.open !== undefined).map((block) => block.firstElementChild);
  const move = (by) => {
    const list = heads();
    const at = list.indexOf(document.activeElement);
    if (at + by < 0) search.focus();
    else (list[at + by] ?? list.at(-1))?.focus();
  };
  const clear = () => {
    search.value = "";
    for (const chip of chips) chip.ariaPressed = "false";
    narrow();
    search.focus();
  };
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  search.addEventListener("input", narrow);
  for (const chip of chips)
    chip.addEventListener("click", () => {
      chip.ariaPressed = chip.ariaPressed === "true" ? "false" : "true";
      narrow();
    });
  for (const button of tools.querySelectorAll("[data-fold]"))
    button.addEventListener("click", () => {
      for (const block of blocks) if (!block.hidden && block.open !== undefined) block.open = button.dataset.fold === "open";
    });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inSearch = event.target === search;
    const inList = event.target.parentElement?.classList.contains("change") === true;
    if (event.key === "/" && !isTyping(event.target)) search.focus();
    else if (event.key === "Escape" && (inSearch || inList)) clear();
    else if ((event.key === "ArrowDown" || event.key === "Enter") && inSearch) heads()[0]?.focus();
    else if (event.key === "ArrowDown" && inList) move(1);
    else if (event.key === "ArrowUp" && inList) move(-1);
    else return;
    event.preventDefault();
  });
})();
(() => {
  // A link leads to what may be folded; paper shows all.
  let opened = [];
  const unfold = () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      opened.push(one);
    }
  };
  const fold = () => {
    for (const one of opened) one.open = false;
    opened = [];
  };
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  matchMedia("print").addEventListener("change", (paper) => (paper.matches ? unfold() : fold()));
})();
`;
