// The first configuration of a folder, commented, for one provider: valid as it is, and with its examples uncommented. Pure.
import { VENDORS } from "../generated/shapes.ts";

export interface FirstFile {
  readonly provider: string;
  readonly stack: string;
  /** Where editors find the schema, from the file's folder. */
  readonly schema: string;
}

export const FIRST_PROVIDERS = Object.keys(VENDORS).sort();

/** Of a folder's name as much as a stack's name may have. */
export function suggestStack(folder: string): string {
  const name = folder
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 41)
    .replace(/^-+|-+$/g, "");
  return isStackName(name) ? name : "my-stack";
}

export function isStackName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{2,40}$/.test(text);
}

/** Variables that credentials are read from, in words. */
export function sayCredentials(provider: string): string {
  const facts = VENDORS[provider];
  const sets = (facts?.credentials ?? []).map((set) =>
    set.map((field) => facts?.environment[field] ?? field).join(" and "),
  );
  return sets.join(", or ");
}

export function buildFirstFile({ provider, stack, schema }: FirstFile): string {
  return `# yaml-language-server: $schema=${schema}
# What trueup keeps true. What a field is: trueup explain vms.${provider}
version: 1

# Whose objects these are, and the name of the state. Never rename it.
stack: ${stack}

providers:
  # Credentials come from ${sayCredentials(provider)}.
${PROVIDERS[provider] ?? `  ${provider}: {}\n`}
# Where the state is kept. A file beside this one is fine for one person; for a team:
# trueup explain state
# state: { backend: s3, bucket: my-states, key: ${stack}, region: eu-central-1 }

# An apply that destroys more than this is refused.
policy: { maxDeletes: 1 }

# Uncomment to begin with. ops.pub is your public key: ssh-keygen -t ed25519 -f ops
#
${(EXAMPLES[provider] ?? "").replace("STACK", stack)}#
# outputs:
#   web_ip: \${vms.web.ips[0]}
`;
}

const PROVIDERS: Readonly<Record<string, string>> = {
  serveroid: `  serveroid:
    # Needed where the account has several, by id or description:
    # trueup catalog serveroid projects lists them.
    # project: "10082"
`,
  zomro: `  zomro: {}
`,
  gcore: `  gcore:
    # By id or name, else GCORE_CLOUD_PROJECT_ID and GCORE_CLOUD_REGION_ID.
    # trueup catalog gcore projects and trueup catalog gcore regions list them.
    # project: "1234"
    # region: Luxembourg-2
`,
};

const EXAMPLES: Readonly<Record<string, string>> = {
  serveroid: `# keys:
#   ops: { provider: serveroid, name: STACK-ops, publicKey: "\${file:./ops.pub}" }
#
# vms:
#   web:
#     provider: serveroid
#     image: { name: UBUNTU, bitness: 64, description: Ubuntu 16.04 } # catalog serveroid images
#     tariff: Облачный без границ # catalog serveroid tariffs
#     memory: 1GiB
#     disk: 32GiB
#     cpu: 1
#     ips: 1
#     keys: [ops]
#     lifecycle: { protect: true } # no destructive step, not even when this block is gone
`,
  zomro: `# vms:
#   web: # a machine that runs already: changed, never ordered and never deleted
#     provider: zomro
#     existing: { name: web.example } # or its id: catalog zomro machines
#     power: "on"
#
# # A new one is ordered only where that is allowed:
# # vms:
# #   web:
# #     provider: zomro
# #     allowOrder: true
# #     tariff: "…" # catalog zomro tariffs
# #     period: daily
# #     datacenter: "…"
# #     image: "…"
`,
  gcore: `# keys:
#   ops: { provider: gcore, name: STACK-ops, publicKey: "\${file:./ops.pub}" }
#
# vms:
#   web:
#     provider: gcore
#     flavor: g2-standard-2-4 # catalog gcore flavors
#     volumes:
#       boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true } # catalog gcore images
#     interfaces:
#       public: { type: external }
#     keys: [ops]
#     lifecycle: { protect: true } # no destructive step, not even when this block is gone
`,
};
