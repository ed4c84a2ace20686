// What a look for drift has found, in the form that was asked for. Without secrets; printing is the caller's.
import { createHash } from "node:crypto";
import { VERSION } from "../compose/version.ts";
import type { DriftReport } from "../core/drift-report.ts";
import type { JsonObject } from "../core/json.ts";
import type { Redactor } from "../http/redactor.ts";
import { buildDriftDocument } from "../render/drift-document.ts";
import { formatDriftHtml } from "../render/format-drift-html.ts";
import { formatDriftMarkdown } from "../render/format-drift-markdown.ts";
import { formatDriftText } from "../render/format-drift-text.ts";
import type { Style } from "../render/style.ts";
import type { DriftFormat } from "./drift-formats.ts";
import { redactJson } from "./redact-json.ts";

export function buildDriftOutput(
  unmasked: DriftReport,
  { format, style, redactor }: { readonly format: DriftFormat; readonly style: Style; readonly redactor: Redactor },
): string {
  // Before it is laid out: a line break would hide a secret with spaces in it.
  const report = redactJson(unmasked as unknown as JsonObject, redactor) as unknown as DriftReport;
  switch (format) {
    case "text":
      return formatDriftText(report, style);
    case "json":
      return `${JSON.stringify(buildDriftDocument(report, { version: VERSION }))}\n`;
    case "markdown":
      return formatDriftMarkdown(report);
    case "html": {
      const timestamp = new Date(report.startedMs).toISOString();
      return formatDriftHtml(report, { timestamp, version: VERSION, digest });
    }
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
