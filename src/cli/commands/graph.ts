// `trueup graph`: what needs what in the configuration. Offline, without credentials; writes nothing.
import { loadFiles } from "../../compose/load-files.ts";
import { buildResourceGraph } from "../../config/resources/build-resource-graph.ts";
import { hasErrors } from "../../core/diagnostic.ts";
import { formatDiagnostics } from "../../render/format-diagnostic.ts";
import { formatGraph } from "../../render/graph/format-graph.ts";
import { joinInstances } from "../../render/graph/join-instances.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import type { GraphFormat } from "../graph-formats.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import type { Terminal } from "../terminal.ts";

interface GraphFlags extends ConfigurationOptions {
  readonly format: GraphFormat;
  readonly instances?: boolean;
}

export async function runGraph(terminal: Terminal, flags: GraphFlags): Promise<number> {
  const { configuration, diagnostics } = await loadFiles(terminal, flags, { mode: "validate" });
  if (diagnostics.length > 0) terminal.err(formatDiagnostics(diagnostics, buildStyle(terminal, flags, "err")));
  if (configuration === undefined || hasErrors(diagnostics)) return EXIT.failed;
  const graph = buildResourceGraph(configuration.resources);
  terminal.out(formatGraph(flags.instances === true ? graph : joinInstances(graph), flags.format));
  return EXIT.done;
}
