// Examples of each command, below its help. Loaded only where help is asked for.

type Example = readonly [command: string, meaning?: string];

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  init: [["trueup init", "asks for provider and stack"], ["trueup init gcore --stack shop-prod -y"]],
  explain: [
    ["trueup explain", "the sections"],
    ["trueup explain vms.gcore.volumes.boot.size"],
    ["trueup explain vms.memory", "at each provider that has it"],
    ["trueup explain state.s3 --recursive"],
  ],
  import: [
    ["trueup import vms.web 88534", "one object, for a declared block"],
    ["trueup import vms.edge.volumes.data UUID", "a disk of a machine at Gcore"],
    ["trueup import --all serveroid --out trueup.yaml", "YAML for a whole account"],
    ["trueup import --all gcore.backup --out -", "the same, on standard output"],
  ],
  catalog: [
    ["trueup catalog gcore", "every list; needs credentials only"],
    ["trueup catalog gcore flavors --json"],
    ["trueup catalog serveroid machines", "all of the account, ours or not"],
  ],
  validate: [["trueup validate"], ["trueup validate -f shop/ --json | jq '.diagnostics[].summary'"]],
  plan: [
    ["trueup plan"],
    ["trueup plan --target vms.web --out web.plan", "then trueup apply web.plan"],
    ["trueup plan --detailed-exitcode", "exit 2 where there is something to do"],
    ["trueup plan --format markdown > comment.md"],
  ],
  apply: [
    ["trueup apply", "shows the plan and asks for yes"],
    ["trueup apply web.plan", "what was planned, or nothing"],
    ["trueup apply -y --allow-deletes 1", "unattended"],
    ["trueup apply --replace 'vms.web[0]'"],
  ],
  destroy: [["trueup destroy", "asks for the stack's name"], ["trueup destroy --target vms.web -y --allow-deletes 3"]],
  action: [
    ["trueup action --list", "all actions of all providers"],
    ["trueup action 'vms.web[0]' reboot", "says what it will do, and asks"],
    ["trueup action 'vms.web[0]' rollback-snapshot --snapshot golden"],
    ["trueup action 'vms.web[0]' move-ip --ip 203.0.113.7 --to 'vms.web[1]'"],
  ],
  show: [["trueup show web.plan"], ["trueup show web.plan --format html > plan.html"]],
  drift: [
    ["trueup drift", "exit 2 where something changed"],
    ["trueup drift --fail-on vanished unmanaged --format json"],
    ["trueup drift -q --metrics-file /var/lib/node_exporter/shop.prom", "for cron"],
    ["trueup drift -q --notify env:SLACK_URL", "tells each thing once"],
  ],
  inventory: [
    ["trueup inventory", "what runs, with addresses"],
    ["trueup inventory --unmanaged", "what is paid for and not declared"],
    ["trueup inventory --json | jq -r '.machines[].ips[0]'"],
    ["trueup inventory --format ssh-config > shop.conf && ssh -F shop.conf web-0"],
    ["ansible-inventory -i shop.sh --graph", "shop.sh as docs/inventory.md has it"],
  ],
  output: [
    ["trueup output", "as the last apply has left them; asks no provider"],
    ['ssh root@"$(trueup output --raw web_ip)"'],
    ["trueup output --json | jq -r .web_ip.value"],
  ],
  graph: [
    ["trueup graph", "Mermaid, for Markdown at GitHub or GitLab"],
    ["trueup graph --format dot | dot -Tsvg -o graph.svg"],
    ["trueup graph --instances --format json | jq '.edges[]'", '"from" needs "to"'],
  ],
  doctor: [["trueup doctor"], ["trueup doctor --provider gcore --offline"]],
  unlock: [["trueup unlock", "shows the lock and asks"], ["trueup unlock 4f1c… -y"]],
  "state list": [["trueup state list"], ["trueup state list vms.web --json"]],
  "state show": [["trueup state show 'vms.web[0]'"]],
  "state mv": [
    ["trueup state mv vms.web vms.front", "all its instances; nothing is sent"],
    ["trueup state mv 'vms.old-*' 'vms.new-*'"],
  ],
  "state rm": [["trueup state rm vms.db", "forgets it; it runs on, and goes on costing"]],
  "state pull": [["trueup state pull > backup.json"]],
  "state push": [["trueup state push backup.json"]],
  "state history": [["trueup state history"]],
  "state restore": [["trueup state restore 41"]],
  "state rebuild": [["trueup state rebuild --dry-run"]],
  "state migrate": [["trueup state migrate --to new.yaml"]],
  "state rekey": [["trueup state rekey"]],
  watch: [
    ["trueup watch", "the stack of this folder, every 15 minutes; changes nothing"],
    ["trueup watch --stacks /srv/stacks --listen 9464", "all below; /healthz and /metrics"],
    ["trueup watch shop blog --interval 5m --apply", "stopped machines are started again"],
    ["trueup watch --stacks . --once --json", "for cron: one cycle, the worst exit code"],
  ],
  "run-queue add": [["trueup run-queue add drift shops/*"], ["trueup run-queue add plan shops/berlin --ref 4f1c2d9"]],
  sim: [
    ["trueup sim -- trueup apply", "against stand-ins, which end with it"],
    ["trueup sim -- bash", "a shell that talks to them; exit ends them"],
    ["trueup sim --keep world.json", "goes on from where it ended the last time"],
    ["trueup sim --speed 60 --env > sim.env", "in another terminal: . ./sim.env"],
  ],
  schema: [["trueup schema > trueup.schema.json"]],
  completion: [
    ["source <(trueup completion bash)", "in ~/.bashrc"],
    ['trueup completion zsh > "${fpath[1]}/_trueup"'],
    ["trueup completion fish > ~/.config/fish/completions/trueup.fish"],
  ],
  version: [["trueup version --json | jq -r .trueup"]],
};

const WIDEST = 78;

/** `state list`. */
export function examplesOf(command: string): string | undefined {
  const examples = Object.hasOwn(EXAMPLES, command) ? EXAMPLES[command] : undefined;
  if (examples === undefined) return undefined;
  const column = Math.min(40, Math.max(...examples.map(([text]) => text.length)));
  const lines = examples.map(([text, meaning]) => {
    const line = meaning === undefined ? `  ${text}` : `  ${text.padEnd(column)}  ${meaning}`;
    return line.length <= WIDEST ? line : `  ${text}\n      ${meaning ?? ""}`.trimEnd();
  });
  return `\nExamples:\n${lines.join("\n")}`;
}
