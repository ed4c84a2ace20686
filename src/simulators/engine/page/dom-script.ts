// Small words of the page's script: elements, times, and lists that are patched instead of drawn anew. Plain JavaScript as text.
// Whatever comes from a world goes into text nodes alone: names of objects may be markup.
export const DOM_SCRIPT = String.raw`
const byId = (id) => document.getElementById(id);

/** Children are elements or text; properties are attributes. */
const make = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== ""));
  return made;
};

/** Draws only what is not what it was: focus, selection and what is being typed stay. */
const drawn = new WeakMap();
const draw = (element, data, build) => {
  const text = JSON.stringify(data);
  if (drawn.get(element) === text) return;
  drawn.set(element, text);
  element.replaceChildren(...build(data));
};

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** One element for each key, in this order; those that were there stay the same ones. */
const patch = (parent, items, keyOf, create, update) => {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const kept = items.map((item) => {
    const key = keyOf(item);
    const child = known.get(key) ?? create(item);
    child.dataset.key = key;
    known.delete(key);
    update(child, item);
    return child;
  });
  for (const child of known.values()) child.remove();
  kept.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
};

const two = (number) => String(number).padStart(2, "0");
const showTime = (ms) => {
  const at = new Date(ms);
  return two(at.getHours()) + ":" + two(at.getMinutes()) + ":" + two(at.getSeconds());
};
const showDay = (ms) => {
  const at = new Date(ms);
  return at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate());
};

const SPANS = [[86400000, "day"], [3600000, "hour"], [60000, "minute"], [1000, "second"]];
/** The two largest parts. */
const showSpan = (ms) => {
  const parts = [];
  let rest = Math.max(0, Math.round(ms / 1000) * 1000);
  for (const [length, name] of SPANS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(count + " " + name + (count === 1 ? "" : "s"));
  }
  return parts.length === 0 ? "less than a second" : parts.slice(0, 2).join(" ");
};

const ask = async (path, method = "GET", body) => {
  const init = { method, cache: "no-store" };
  if (body !== undefined) Object.assign(init, { body, headers: { "content-type": "application/json" } });
  const answer = await fetch("/_sim" + path, init);
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.problems.join("\n"));
  return read;
};
`;
