// `trueup output [NAME]`: declared outputs as the last apply has left them, from the state alone. Asks no provider.
import { openOwnState } from "../../compose/open-own-state.ts";
import { suggestFix } from "../../config/text/suggest.ts";
import type { OutputDeclaration } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { showControls } from "../../render/escape-for-terminal.ts";
import { formatDiagnostics } from "../../render/format-diagnostic.ts";
import { formatOutputs } from "../../render/format-outputs.ts";
import { typeOf } from "../../render/output-type.ts";
import { noState, readOwnState } from "../../run/change-state.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { redactKnown, surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";

interface OutputFlags extends ConfigurationOptions {
  readonly json?: boolean;
  readonly raw?: boolean;
}

export async function runOutput(terminal: Terminal, name: string | undefined, flags: OutputFlags): Promise<number> {
  if (flags.raw === true && name === undefined)
    throw refuse("cli.flags", "--raw prints one value", "name the output: trueup output --raw NAME");
  const own = await openOwnState(surroundingsOf(terminal), flags);
  try {
    const document = await readOwnState(own);
    // As of a stack that nobody has applied: a script that asks for a value must not take nothing for one.
    if (document === undefined && name !== undefined) throw noState(own.backend.label);
    const sensitive = own.outputs.flatMap((output) => (output.sensitive ? [output.name] : []));
    const values = Object.fromEntries(
      Object.entries(document?.outputs ?? {}).filter(([key]) => !sensitive.includes(key)),
    );
    const stale = listStale(own.outputs, document).filter((one) => name === undefined || one.name === name);
    if (stale.length > 0)
      terminal.err(
        formatDiagnostics(
          stale.map(({ warning }) => warning),
          buildStyle(terminal, flags, "err"),
        ),
      );
    if (name === undefined) {
      printAll(terminal, values, sensitive, flags);
      if (Object.keys(values).length + sensitive.length === 0) terminal.err(sayNone(own.outputs.length));
    } else
      terminal.out(
        formatOne(redactJson(chooseOne(name, values, own.outputs), { redact: redactKnown }) as Json, name, flags),
      );
    return EXIT.done;
  } finally {
    await own.backend.close();
  }
}

function printAll(terminal: Terminal, values: JsonObject, sensitive: readonly string[], flags: OutputFlags): void {
  if (flags.json === true) {
    const document = [
      ...Object.entries(values).map(([key, value]): [string, JsonObject] => [
        key,
        { sensitive: false, type: typeOf(value), value },
      ]),
      ...sensitive.map((key): [string, JsonObject] => [key, { sensitive: true }]),
    ].sort(([a], [b]) => (a < b ? -1 : 1));
    terminal.out(
      `${JSON.stringify(redactJson(Object.fromEntries(document), { redact: redactKnown }), undefined, 2)}\n`,
    );
    return;
  }
  if (Object.keys(values).length + sensitive.length > 0)
    terminal.out(redactKnown(`${formatOutputs(values, sensitive).join("\n")}\n`));
}

function sayNone(declared: number): string {
  if (declared > 0) return "No apply has given the outputs a value yet.\n";
  return "There are no outputs: declare them under outputs:, and apply.\n";
}

function formatOne(value: Json, name: string, { json, raw }: OutputFlags): string {
  if (json === true) return `${JSON.stringify(value)}\n`;
  if (raw !== true) return `${showControls(JSON.stringify(value))}\n`;
  if (typeof value === "object")
    throw refuse("output.not-raw", `outputs.${name} is a list or a map, which --raw cannot print`, "say --json");
  return String(value);
}

function chooseOne(name: string, values: JsonObject, declared: readonly OutputDeclaration[]): Json {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined) return value;
  const declaration = declared.find((output) => output.name === name);
  if (declaration?.sensitive === true)
    throw refuse("output.sensitive", `outputs.${name} is sensitive`, "read the secret where it is kept", {
      detail: "trueup keeps no secret and shows none.",
    });
  if (declaration !== undefined)
    throw refuse("output.missing", `outputs.${name} has no value: no apply has given it one`, "trueup apply");
  const known = [...new Set([...Object.keys(values), ...declared.map((output) => output.name)])].sort();
  const fix = suggestFix(name, known) ?? "trueup output lists them";
  throw refuse("output.unknown", `there is no output ${name}`, fix);
}

function refuse(code: string, summary: string, fix: string, more: { readonly detail?: string } = {}): DiagnosticsError {
  return new DiagnosticsError([buildError(code, summary, { fix, ...more })]);
}

interface Stale {
  readonly name: string;
  readonly warning: Diagnostic;
}

/** As far as configuration and record tell it: what a provider has changed meanwhile only a plan knows. */
function listStale(declared: readonly OutputDeclaration[], document: StateDocument | undefined): readonly Stale[] {
  if (document === undefined) return [];
  const warn = (name: string, why: string, fix: string): Stale => ({
    name,
    warning: buildWarning("output.stale", `outputs.${name} ${why}`, { fix }),
  });
  const pending = new Set(document.pending.map(({ address }) => address));
  const kept = declared.flatMap((output): Stale[] => {
    if (output.sensitive) return [];
    const named = output.parts.flatMap((part) => (typeof part === "string" ? [] : [part.address]));
    if (document.outputs[output.name] === undefined)
      return [warn(output.name, "is declared, and no apply has given it a value", "trueup apply")];
    const lost = named.find((address) => document.resources[address] === undefined);
    if (lost !== undefined)
      return [warn(output.name, `is of ${lost}, which is not on record any more`, "trueup apply")];
    const open = named.find((address) => pending.has(address));
    if (open === undefined) return [];
    return [warn(output.name, `is from before a change of ${open} that is not settled`, "trueup apply settles it")];
  });
  const dropped = Object.keys(document.outputs)
    .filter((name) => !declared.some((output) => output.name === name))
    .map((name) => warn(name, "is not declared any more", "trueup apply drops it"));
  return [...kept, ...dropped];
}
