// What the picture of the order does: moves, zooms, shows what a box waits for. Plain JavaScript, embedded as it stands;
// without it the whole picture is shown, and the list below it says the same.
export const GRAPH_SCRIPT = `(() => {
  const svg = document.getElementById("graph-svg");
  if (svg === null) return;
  const canvas = document.getElementById("graph-canvas");
  const tip = document.getElementById("graph-tip");
  const tools = document.querySelector("#graph-frame .tools");
  tools.hidden = false;
  canvas.tabIndex = 0;
  const size = { width: Number(svg.dataset.width), height: Number(svg.dataset.height) };
  const nodes = [...svg.querySelectorAll(".node")];
  const nodeOf = new Map(nodes.map((node) => [node.dataset.n, node]));
  const lines = [...svg.querySelectorAll("path")].map((path) => ({ path, ends: path.dataset.l.split(" ") }));
  const view = { x: 0, y: 0, scale: 1 };

  const box = () => ({ width: canvas.clientWidth || 1000, height: svg.clientHeight || 400 });
  const draw = () => {
    const { width, height } = box();
    svg.setAttribute("viewBox", [view.x, view.y, width / view.scale, height / view.scale].join(" "));
  };
  const showAll = (least) => {
    const { width, height } = box();
    const fit = Math.min(1, width / size.width, height / size.height);
    view.scale = Math.max(fit, least);
    const place = (room, whole) => (whole > room ? 0 : (whole - room) / 2);
    view.x = place(width / view.scale, size.width);
    view.y = place(height / view.scale, size.height);
    draw();
  };
  const zoom = (factor, at) => {
    const { width, height } = box();
    const { x, y } = at ?? { x: width / 2, y: height / 2 };
    const scale = Math.min(4, Math.max(0.05, view.scale * factor));
    view.x += x / view.scale - x / scale;
    view.y += y / view.scale - y / scale;
    view.scale = scale;
    draw();
  };
  const pan = (x, y) => {
    view.x += x / view.scale;
    view.y += y / view.scale;
    draw();
  };
  const placeOf = (node) => {
    const { e, f } = node.transform.baseVal.consolidate().matrix;
    return { x: e, y: f };
  };
  /** So that what has the focus can be seen. */
  const bring = (node) => {
    const { width, height } = box();
    const { x, y } = placeOf(node);
    const [w, h] = [width / view.scale, height / view.scale];
    if (x < view.x || x + 232 > view.x + w) view.x = x + 116 - w / 2;
    if (y < view.y || y + 46 > view.y + h - 60 / view.scale) view.y = y + 23 - h / 2;
    draw();
  };

  const near = (node) => lines.filter(({ ends }) => ends.includes(node.dataset.n));
  const dim = () => {
    svg.classList.remove("lit");
    tip.hidden = true;
    for (const one of svg.querySelectorAll(".near, .here")) one.classList.remove("near", "here");
  };
  const light = (node) => {
    dim();
    svg.classList.add("lit");
    node.classList.add("here");
    for (const { path, ends } of near(node)) {
      path.classList.add("near");
      for (const end of ends) if (end !== node.dataset.n) nodeOf.get(end)?.classList.add("near");
    }
    tip.textContent = node.getAttribute("aria-label");
    tip.hidden = false;
  };
  const rest = () => (document.activeElement?.classList.contains("node") ? light(document.activeElement) : dim());

  let current = nodes[0];
  const go = (node) => {
    if (node === undefined) return;
    current.tabIndex = -1;
    current = node;
    current.tabIndex = 0;
    current.focus({ preventScroll: true });
    bring(current);
  };
  const along = (node, from, to) => nodeOf.get(near(node).find(({ ends }) => ends[from] === node.dataset.n)?.ends[to]);
  const beside = (node, by) => nodes[nodes.indexOf(node) + by];
  const FROM_NODE = {
    ArrowRight: (node) => go(along(node, 0, 1)),
    ArrowLeft: (node) => go(along(node, 1, 0)),
    ArrowDown: (node) => go(beside(node, 1)),
    ArrowUp: (node) => go(beside(node, -1)),
    Escape: () => canvas.focus({ preventScroll: true }),
  };
  const FROM_CANVAS = {
    ArrowRight: () => pan(60, 0),
    ArrowLeft: () => pan(-60, 0),
    ArrowDown: () => pan(0, 60),
    ArrowUp: () => pan(0, -60),
    Enter: () => go(current),
  };
  const ANYWHERE = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => showAll(0) };

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = ANYWHERE[event.key] ?? (event.target === canvas ? FROM_CANVAS : FROM_NODE)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act(event.target);
  });
  for (const button of tools.querySelectorAll("[data-zoom]"))
    button.addEventListener("click", () => {
      const { zoom: how } = button.dataset;
      if (how === "all") showAll(0);
      else zoom(how === "in" ? 1.25 : 0.8);
    });
  // The page scrolls over the picture until somebody turns to it.
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !canvas.contains(document.activeElement)) return;
      event.preventDefault();
      const frame = svg.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12, { x: event.clientX - frame.left, y: event.clientY - frame.top });
    },
    { passive: false },
  );
  let held;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY };
    svg.setPointerCapture(event.pointerId);
    svg.classList.add("held");
  });
  svg.addEventListener("pointermove", (event) => {
    if (held === undefined) return;
    pan(held.x - event.clientX, held.y - event.clientY);
    held = { x: event.clientX, y: event.clientY };
  });
  for (const end of ["pointerup", "pointercancel"])
    svg.addEventListener(end, () => {
      held = undefined;
      svg.classList.remove("held");
    });
  for (const node of nodes) {
    node.tabIndex = node === current ? 0 : -1;
    node.addEventListener("pointerenter", () => light(node));
    node.addEventListener("pointerleave", rest);
    node.addEventListener("focus", () => light(node));
    node.addEventListener("blur", dim);
  }
  // Paper shows the whole; a screen begins where the boxes can be read.
  const whole = () => svg.setAttribute("viewBox", [0, 0, Math.max(size.width, 1000), size.height].join(" "));
  addEventListener("beforeprint", whole);
  addEventListener("afterprint", draw);
  matchMedia("print").addEventListener("change", (paper) => (paper.matches ? whole() : draw()));
  addEventListener("resize", () => draw());
  showAll(0.85);
})();
`;
