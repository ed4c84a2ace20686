// The forms in which the graph of a configuration is printed. Light: the flags of its command name them.
export const GRAPH_FORMATS = ["mermaid", "dot", "json"] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];
