// Who may import whom: the architecture as data. Everything that a folder is not given here is forbidden. Each rule has a
// canary in test/canary that breaks it; `npm run check` fails when a canary is not reported.

/** Per folder: the folders of src, the packages and whether the modules of Node that it may import. */
const FOLDERS = {
  core: {},
  generated: { folders: ["config"] },
  graph: {},
  "vendor-kit": { folders: ["core", "http"], packages: ["leven"] },
  config: { folders: ["core", "vendor-kit", "generated"], packages: ["yaml", "leven"] },
  planner: { folders: ["core", "graph", "vendor-kit"] },
  executor: { folders: ["core", "graph"] },
  http: { folders: ["core"], packages: ["undici", "p-retry"], node: true },
  providers: { folders: ["core", "vendor-kit", "http"], packages: ["leven"] },
  state: { folders: ["core", "http"], packages: ["aws4fetch", "pg"], node: true },
  render: { folders: ["core"], packages: ["diff", "picocolors", "fast-string-width", "fast-wrap-ansi"] },
  run: {
    folders: ["core", "config", "planner", "executor", "state"],
    packages: ["leven"],
    node: true,
  },
  compose: {
    folders: [
      "core",
      "config",
      "planner",
      "executor",
      "http",
      "providers",
      "state",
      "run",
      "queue",
      "simulators",
      "generated",
    ],
    node: true,
  },
  metrics: { folders: ["core"], packages: ["prom-client"], node: true },
  notify: { folders: ["core", "http", "render"], node: true },
  queue: { folders: ["core", "state"], packages: ["graphile-worker", "pg"], node: true },
  simulators: { packages: ["hono", "@hono/node-server", "yaml", "leven"], node: true },
};

/** Files of folders without Node that touch it all the same: the edge, named one by one. */
const NODE_EDGES = ["^src/config/text/node-configuration-io\\.ts$"];

const anyOf = (names) => `(${names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|")})`;

/** The tests and the canaries are folders of their own: `src/` or `test/canary/` at the start. */
const ROOTS = "^(src|test/canary)";

const folderRules = Object.entries(FOLDERS).flatMap(([folder, { folders = [], packages = [], node = false }]) => {
  const from = { path: `${ROOTS}/${folder}/` };
  return [
    {
      name: `${folder}-folders`,
      severity: "error",
      comment: `${folder}/ imports of src: ${["itself", ...folders].join(", ")}`,
      from,
      to: { path: "^src/", pathNot: `^src/${anyOf([folder, ...folders])}/` },
    },
    {
      name: `${folder}-packages`,
      severity: "error",
      comment: `${folder}/ imports of packages: ${packages.join(", ") || "none"}`,
      from,
      to: { path: "^node_modules/", pathNot: packages.length === 0 ? undefined : `^node_modules/${anyOf(packages)}/` },
    },
    ...(node
      ? []
      : [
          {
            name: `${folder}-node`,
            severity: "error",
            comment: `${folder}/ is pure: it imports no module of Node`,
            from: { ...from, pathNot: NODE_EDGES },
            to: { dependencyTypes: ["core"] },
          },
        ]),
  ];
});

const generalRules = [
  {
    name: "islands",
    severity: "error",
    comment: "a vendor knows no other vendor, neither as a provider nor as a simulator",
    from: { path: "^(?:src|test/canary)/(providers|simulators)/([^/]+)/" },
    to: { path: "^(?:src|test/canary)/$1/[^/]+/", pathNot: "^(?:src|test/canary)/$1/($2|engine)/" },
  },
  {
    name: "vendors-in-one-place",
    severity: "error",
    comment: "only the composition root imports a vendor; only the simulators' map imports a simulated one",
    from: {
      path: "^(src|test/canary)/",
      pathNot: [
        "^src/compose/(create-providers|desired-checks|vendor-acts|vendor-data)\\.ts$",
        "^src/simulators/vendors\\.ts$",
        "^(src|test/canary)/(providers|simulators)/[^/]+/",
      ],
    },
    to: { path: "^src/(providers|simulators)/[^/]+/", pathNot: "^src/simulators/engine/" },
  },
  { name: "no-cycles", severity: "error", comment: "no import leads back", from: {}, to: { circular: true } },
  {
    name: "outside-src",
    severity: "error",
    comment: "src imports nothing that is not shipped: no test, no script; package.json for the version only",
    from: { path: ROOTS },
    to: { path: "^(test|scripts|examples)/", pathNot: "^test/canary/" },
  },
  {
    name: "shipped-packages",
    severity: "error",
    comment: "src imports production dependencies only, and the optional peer that the queue is built on",
    from: { path: ROOTS },
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] },
  },
  {
    name: "unresolved",
    severity: "error",
    comment: "every import leads somewhere",
    from: {},
    to: { couldNotResolve: true },
  },
];

/** Every one of them must be seen to bite. */
export const ruleNames = [...folderRules, ...generalRules].map((rule) => rule.name);

export default {
  forbidden: [...folderRules, ...generalRules],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
