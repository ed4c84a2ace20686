// The flags of `trueup inventory` and `trueup output`: declared only when one of them is asked for.
import { type Command, Option } from "commander";
import { addConfigurationOptions, collect } from "./program-options.ts";

const FORMATS = ["table", "json", "ansible", "ssh-config"];

export function addInventoryOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--format <format>", "how it is printed (table)").choices(FORMATS))
    .option("--json", "the same as --format json")
    .option("--unmanaged", "what the account holds and nobody does, with known prices")
    .addOption(new Option("--target <address>", "only this and its instances (repeatable)").argParser(collect))
    .addOption(new Option("--provider <name>", "only this provider entry (repeatable)").argParser(collect))
    .addOption(
      new Option("--address <which>", "the address to connect to, for ansible and ssh-config (public)").choices([
        "public",
        "private",
      ]),
    )
    .option("--list", "as Ansible calls an inventory script: --format ansible")
    .option("--host <name>", "as Ansible calls it for one host: its variables")
    .addHelpText("after", INVENTORY_HELP);
}

const INVENTORY_HELP = `
Examples:
  trueup inventory                              what runs, with addresses
  trueup inventory --target vms.web --json | jq -r '.machines[].ips[0]'
  trueup inventory --unmanaged                  what is paid for and not declared
  trueup inventory --format ssh-config > ~/.ssh/shop.conf && ssh -F ~/.ssh/shop.conf web-0

As an inventory of Ansible, an executable file shop.sh:
  #!/bin/sh
  exec trueup inventory -C /srv/shop --format ansible "$@"
`;

export function addOutputOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--json", "print a JSON document").conflicts("raw"))
    .option("--raw", "print the value of NAME alone, without quotes and line end")
    .addHelpText("after", OUTPUT_HELP);
}

const OUTPUT_HELP = `
Outputs are as the last apply has left them: no provider is asked.

Examples:
  trueup output                       all of them
  ssh root@"$(trueup output --raw web_ip)"
  trueup output --json | jq -r .web_ip.value
`;
