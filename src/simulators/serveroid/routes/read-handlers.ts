// M1 tenant, M2 vm_list, M6 vm_get, M35 operation, M36 distribution, M37 software, M38 tariffs: reads that belong to no other group.

import { operationRow } from "../objects/operations.ts";
import type { Handler } from "./call.ts";
import { visibleVm } from "./guards.ts";
import { refusal } from "./refusal.ts";
import { byNewest, currentDistributions, showVm } from "./show.ts";

export const tenant: Handler = ({ world }) => ({ result: world.account.tenants });

export const vmList: Handler = ({ world, now }) => ({
  result: byNewest(world.account.vms)
    .filter((vm) => vm.visibleFrom <= now)
    .map((vm) => showVm(world, vm)),
});

export const vmGet: Handler = (call) => ({ result: showVm(call.world, visibleVm(call)) });

/** Any operation can be read by anyone, [PF]: readable is no proof of ours. */
export const operation: Handler = ({ world, values, now }) => {
  const found = world.operations.get(values.neededInt("operationId"));
  if (!found) throw refusal("error.object.not.found");
  return { result: operationRow(found, now) };
};

export const distribution: Handler = ({ world }) => ({ result: currentDistributions(world) });
export const software: Handler = ({ world }) => ({ result: world.account.software });
export const tariffs: Handler = ({ world }) => ({ result: world.account.tariffs });
