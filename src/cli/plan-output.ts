// A plan, or what kept one from being made, in the form that was asked for. Formats only; printing is the caller's.
import { createHash } from "node:crypto";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { JsonObject } from "../core/json.ts";
import type { Plan } from "../core/plan.ts";
import type { StateDocument } from "../core/state-document.ts";
import { formatFailureHtml, formatPlanHtml } from "../render/format-plan-html.ts";
import { formatFailureMarkdown, formatPlanMarkdown } from "../render/format-plan-markdown.ts";
import { formatPlanText } from "../render/format-plan-text.ts";
import { buildCountsDocument } from "../render/plan-counts-document.ts";
import { buildFailureDocument, buildPlanDocument } from "../render/plan-document.ts";
import type { Style } from "../render/style.ts";
import type { PlanFormat } from "./plan-formats.ts";

/**
 * A document's strings are masked one by one, so that it stays one. A page is made of what is masked already: it names the
 * digests of its own style and script, and in markup a secret may be written in another way.
 */
export type PlanOutput = { readonly document: JsonObject } | { readonly text: string } | { readonly page: string };

export interface PlanOutputOptions {
  readonly format: PlanFormat;
  readonly style: Style;
  readonly verbose: boolean;
  readonly summary: boolean;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly version: string;
  readonly priorState: StateDocument | undefined;
  /** What a saved plan lets through, as it is typed. */
  readonly allowances?: readonly string[];
}

export function buildPlanOutput(plan: Plan, options: PlanOutputOptions): PlanOutput {
  const { verbose, summary, allowances = [] } = options;
  switch (options.format) {
    case "text":
      return { text: formatPlanText(plan, options.style, { verbose, summary, expected: true, allowances }) };
    case "json":
      return { document: buildPlanDocument(plan, options) };
    case "gitlab":
      return { document: buildCountsDocument(plan) };
    case "markdown":
      return { text: formatPlanMarkdown(plan) };
    case "html":
      return { page: formatPlanHtml(plan, { ...options, digest }) };
  }
}

/** Undefined where the form has no place for it: counts that nobody has made would read like a plan without changes. */
export function buildFailureOutput(
  errors: readonly Diagnostic[],
  { format, timestamp, version }: Pick<PlanOutputOptions, "format" | "timestamp" | "version">,
): PlanOutput | undefined {
  switch (format) {
    case "text":
    case "gitlab":
      return undefined;
    case "json":
      return { document: buildFailureDocument(errors, { timestamp, version }) };
    case "markdown":
      return { text: formatFailureMarkdown(errors) };
    case "html":
      return { page: formatFailureHtml(errors, { timestamp, version, digest }) };
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
