// `npm run picture`: the picture of a plan in the README, made of what the built program really prints on a terminal for the
// example, against the simulators. Needs `script` of util-linux for the terminal; a test compares its text with the plan.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeForPicture } from "../test/support/picture-change.ts";
import { ensureBuilt, ensureInstalled, program, root } from "./set-up.mjs";

const COLUMNS = 80;
const CELL = { width: 8.4, height: 19, size: 14 };
const MARGIN = { side: 20, top: 48, bottom: 20 };
/** By SGR code; both readable on the dark ground. */
const INKS = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 35: "#d2a8ff", 36: "#79c0ff", 90: "#8b949e" };

ensureInstalled();
ensureBuilt();
const folder = join(root, "docs", "pictures");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "plan.svg"), draw("trueup plan", recordPlan()));

/** The lines of standard output with their colours: the example is applied, changed, and planned again. */
function recordPlan() {
  const stack = mkdtempSync(join(tmpdir(), "trueup-picture-"));
  cpSync(join(root, "examples", "serveroid"), stack, { recursive: true });
  writeFileSync(join(stack, "next"), changeForPicture(readFileSync(join(stack, "trueup.yaml"), "utf8")));
  const trueup = `"${process.execPath}" "${program}"`;
  const steps = `${trueup} apply -y >/dev/null 2>&1 && mv next trueup.yaml && stty cols ${COLUMNS} && ${trueup} plan 2>/dev/null`;
  try {
    const { status, stdout, stderr } = spawnSync(
      "script",
      ["-qec", `${trueup} sim --speed 200 -- sh -c '${steps}'`, "/dev/null"],
      { cwd: stack, encoding: "utf8", env: { ...process.env, TERM: "xterm-256color", NO_COLOR: undefined } },
    );
    if (status !== 0) throw new Error(`the plan ended with ${status}\n${stdout}${stderr}`);
    return stdout.replaceAll("\r", "").trimEnd().split("\n");
  } finally {
    rmSync(stack, { recursive: true, force: true });
  }
}

function draw(title, lines) {
  const width = Math.round(COLUMNS * CELL.width + 2 * MARGIN.side);
  const height = MARGIN.top + lines.length * CELL.height + MARGIN.bottom;
  const rows = lines.map((line, index) => {
    const y = MARGIN.top + (index + 1) * CELL.height - 5;
    return `<text x="${MARGIN.side}" y="${y}">${drawLine(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The output of ${title}">
<style>text{font:${CELL.size}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<circle cx="24" cy="22" r="6" fill="#ff5f57"/><circle cx="44" cy="22" r="6" fill="#febc2e"/><circle cx="64" cy="22" r="6" fill="#28c840"/>
<text x="${width / 2}" y="27" text-anchor="middle" fill="#8b949e">${title}</text>
${rows.join("\n")}
</svg>
`;
}

/** Each run of one look as a tspan, at the column where it begins, so that another font moves nothing. */
function drawLine(line) {
  let column = 0;
  let look = { isBold: false, isDim: false, ink: undefined };
  const spans = [];
  for (const [, codes, text] of line.matchAll(/\u001b\[([\d;]*)m|([^\u001b]+)/g)) {
    if (text === undefined) {
      look = codes.split(";").reduce(applyCode, look);
      continue;
    }
    const trimmed = text.trimStart();
    const at = column + (text.length - trimmed.length);
    if (trimmed !== "") spans.push(drawSpan(trimmed, at, look));
    column += [...text].length;
  }
  return spans.join("");
}

function drawSpan(text, column, { isBold, isDim, ink }) {
  const x = (MARGIN.side + column * CELL.width).toFixed(1);
  const style = [
    ...(isBold ? ['font-weight="bold"'] : []),
    ...(isDim ? ['opacity="0.65"'] : []),
    ...(ink === undefined ? [] : [`fill="${ink}"`]),
  ];
  const length = ([...text.trimEnd()].length * CELL.width).toFixed(1);
  return `<tspan x="${x}" textLength="${length}" ${style.join(" ")}>${escapeXml(text.trimEnd())}</tspan>`;
}

function applyCode(look, code) {
  if (code === "" || code === "0") return { isBold: false, isDim: false, ink: undefined };
  if (code === "1") return { ...look, isBold: true };
  if (code === "2") return { ...look, isDim: true };
  if (code === "22") return { ...look, isBold: false, isDim: false };
  if (code === "39") return { ...look, ink: undefined };
  return INKS[code] === undefined ? look : { ...look, ink: INKS[code] };
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
