// What the page at /_sim/ does: asks every second or so, shows what it hears, and sends what a person asks for. Plain JavaScript as text.
export const PAGE_SCRIPT = String.raw`
const POLL_MS = 1500;
const PAGE_SIZE = 100;
/** Shown open from the start. */
const OPEN_UP_TO = 12;
let provider = "";
let entries = [];
let shown = PAGE_SIZE;
let offsetMs = 0;

const showHead = ({ endpoints }) => {
  document.title = provider + " – trueup sim";
  setText(byId("vendor"), provider);
  draw(byId("vendors"), [provider, endpoints], () =>
    Object.entries(endpoints).map(([name, endpoint]) => {
      const isHere = name === provider;
      const link = make("a", { href: endpoint + "/_sim/", ...(isHere && { "aria-current": "page" }) }, name);
      return make("li", {}, link);
    }));
};

const showClock = () => {
  const now = Date.now() + offsetMs;
  setText(byId("now"), showDay(now) + " " + showTime(now));
};

const takeClock = ({ now, pushedMs, speed }) => {
  offsetMs = now - Date.now();
  setText(byId("pushed"), pushedMs < 1000 ? "" : "pushed on by " + showSpan(pushedMs));
  setText(byId("speed"), "Operations take " + (speed === 1 ? "their usual time." : "1/" + speed + " of their usual time."));
  showClock();
};

const showAccounts = ({ accounts, endpoints, env }) => {
  draw(byId("accounts"), [accounts, endpoints[provider]], () =>
    accounts.map((account) => {
      const facts = Object.entries({ endpoint: endpoints[provider], ...account });
      return make("dl", {}, ...facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, make("code", {}, value))]));
    }));
  setText(byId("env"), Object.entries(env).map(([name, value]) => name + "=" + value).join("\n"));
};

const showState = ({ state, operation }) => {
  const cell = make("td", {}, state);
  if (operation === undefined) return cell;
  const label = operation.type + ", " + operation.percent + " %, " + showSpan(operation.endsAt - Date.now() - offsetMs) + " left";
  const bar = make("progress", { max: "100", value: String(operation.percent), "aria-label": operation.type });
  cell.append(make("span", { class: "work" }, bar, make("span", { class: "hush" }, label)));
  return cell;
};

const showObject = (object) =>
  make("tr", {}, make("td", {}, make("code", {}, object.id)), make("td", {}, object.name), showState(object));

const createKind = ({ kind, objects, isOffer }) => {
  const head = make("tr", {}, ...["Id", "Name", "State"].map((name) => make("th", { scope: "col" }, name)));
  const table = make("table", {}, make("caption", {}, kind), make("thead", {}, head), make("tbody", {}));
  const block = make("details", { class: "block" }, make("summary", {}, make("span", {}), " ", make("b", {})), table);
  block.open = objects.length <= OPEN_UP_TO && isOffer !== true;
  return block;
};

const updateKind = (block, { kind, objects }) => {
  setText(block.querySelector("summary span"), kind);
  setText(block.querySelector("summary b"), String(objects.length));
  if (block.open) draw(block.querySelector("tbody"), objects, () => objects.map(showObject));
};

const showObjects = ({ kinds }) => {
  patch(byId("kinds"), kinds.filter(({ objects }) => objects.length > 0), ({ kind }) => kind, (kind) => {
    const block = createKind(kind);
    block.addEventListener("toggle", () => void refresh());
    return block;
  }, updateKind);
  const none = kinds.filter(({ objects }) => objects.length === 0).map(({ kind }) => kind);
  setText(byId("none"), none.length === 0 ? "" : "None of: " + none.join(", ") + ".");
};

const showFaults = ({ faults }) => {
  byId("clear-faults").hidden = faults.length === 0;
  draw(byId("faults"), faults, () => {
    if (faults.length === 0) return [make("p", { class: "hush" }, "None: everything works as it should.")];
    return [make("ul", { class: "faults" }, ...faults.map(({ seen, hits, ...rule }) =>
      make("li", {}, make("code", {}, JSON.stringify(rule)), " ", make("span", { class: "hush" }, "hit " + hits + " of " + seen))))];
  });
};

const textOf = (entry) => [entry.provider, entry.verb, entry.path, entry.method, JSON.stringify(entry.parameters), entry.outcome, ...entry.faults].join(" ").toLowerCase();

const showAnswer = ({ status, outcome, faults, unknown }) => {
  const said = outcome ?? (status === null ? "no answer" : "");
  const isBad = status === null || status >= 400 || (outcome !== null && outcome !== "OK");
  const cell = make("td", isBad ? { class: "bad" } : {}, status === null ? said : status + (said === "" ? "" : " " + said));
  for (const fault of faults) cell.append(" ", make("span", { class: "badge fault" }, "fault: " + fault));
  if (unknown.length > 0) cell.append(" ", make("span", { class: "badge" }, "unknown: " + unknown.join(", ")));
  return cell;
};

const showRequest = (entry) => {
  const call = make("td", {}, entry.verb + " ", make("code", {}, entry.method ?? entry.path));
  if (entry.mutating) call.append(" ", make("span", { class: "badge change" }, "change"));
  if (entry.provider !== provider) call.append(" ", make("span", { class: "hush" }, entry.provider));
  const hidden = ["func", "out", "lang", "sok"];
  const pairs = Object.entries(entry.parameters).filter(([name, value]) => !hidden.includes(name) && value !== "***");
  const told = pairs.map(([name, value]) => name + "=" + (Array.isArray(value) ? value.join(",") : value)).join("  ");
  return make("tr", { title: entry.path }, make("td", {}, showTime(entry.at)), call, make("td", { class: "told" }, told), showAnswer(entry));
};

const showRequests = () => {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const isWanted = (entry) =>
    (byId("all-vendors").checked || entry.provider === provider) &&
    (!byId("changes-only").checked || entry.mutating) &&
    words.every((word) => textOf(entry).includes(word));
  const wanted = entries.filter(isWanted).reverse();
  const some = wanted.slice(0, shown);
  draw(byId("requests"), some, () => some.map(showRequest));
  setText(byId("found"), wanted.length === 0 ? "none" : wanted.length === 1 ? "1 request" : wanted.length + " requests");
  byId("more").hidden = wanted.length <= shown;
};

/** Those without an answer may have one by now. */
const takeLog = async () => {
  const open = entries.findIndex(({ status }) => status === null);
  const known = open < 0 ? entries : entries.slice(0, open);
  const last = known.at(-1)?.seq ?? 0;
  const read = await ask("/log?after=" + last);
  entries = [...known, ...read.entries].slice(-5000);
};

let running;
const refresh = () => {
  running ??= (async () => {
    try {
      const overview = await ask("/overview");
      await takeLog();
      provider = overview.provider;
      showHead(overview);
      takeClock(overview.clock);
      showAccounts(overview);
      showObjects(overview);
      showFaults(overview);
      showRequests();
      byId("lost").hidden = true;
    } catch (error) {
      if (!(error instanceof TypeError)) console.error(error);
      byId("lost").hidden = false;
    } finally {
      running = undefined;
    }
  })();
  return running;
};

const carryOut = async (said, act) => {
  try {
    said.className = "";
    setText(said, await act());
  } catch (error) {
    said.className = "bad";
    setText(said, error.message);
  }
  await running;
  await refresh();
};

for (const button of document.querySelectorAll("[data-push]"))
  button.addEventListener("click", () => carryOut(byId("said"), async () => {
    await ask("/clock", "POST", JSON.stringify({ pushMs: Number(button.dataset.push) }));
    return "The clock was pushed on by " + button.textContent.slice(1) + ".";
  }));

byId("preset").append(make("option", { value: "" }, "choose what goes wrong…"), ...PRESETS.map(({ label }, index) => make("option", { value: String(index) }, label)));
byId("preset").addEventListener("change", () => {
  const preset = PRESETS[byId("preset").value];
  if (preset === undefined) return;
  const { match, ...rule } = preset.rule;
  byId("rule").value = JSON.stringify({ match: { provider, ...match }, ...rule });
});
byId("fault-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void carryOut(byId("fault-said"), async () => {
    const text = byId("rule").value.trim();
    if (text === "") return "Choose a fault, or write one.";
    await ask("/faults", "POST", text);
    byId("preset").value = "";
    byId("rule").value = "";
    return "Added.";
  });
});
byId("clear-faults").addEventListener("click", () => carryOut(byId("fault-said"), async () => {
  await ask("/faults", "DELETE");
  return "Cleared.";
}));
for (const id of ["search", "changes-only", "all-vendors"]) byId(id).addEventListener("input", () => {
  shown = PAGE_SIZE;
  showRequests();
});
byId("more").addEventListener("click", () => {
  shown += PAGE_SIZE;
  showRequests();
});

const poll = async () => {
  if (!document.hidden) await refresh();
  setTimeout(poll, POLL_MS);
};
document.addEventListener("visibilitychange", () => void (document.hidden || refresh()));
setInterval(showClock, 1000);
void poll();
`;
