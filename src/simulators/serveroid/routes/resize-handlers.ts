// M16 memory_change, M17 disk_change, M18 cpu_change, M19 tariff_change: the sizes of a machine.

import { startOperation } from "../objects/operations.ts";
import { isOnFixedTariff, isWithinRatio, tariffOf } from "../objects/tariffs.ts";
import type { Vm } from "../objects/world.ts";
import type { Call, Handler } from "./call.ts";
import { idleVm } from "./guards.ts";
import { MEMORY_RANGE } from "./methods.ts";
import { isRunning, restart } from "./power-handlers.ts";
import { invalid, refusal } from "./refusal.ts";

const RATIO = "недопустимое соотношение HDD/RAM";

export const memoryChange: Handler = (call) => {
  const vm = resizableVm(call);
  const memory = call.values.neededInt("memory");
  if (!isWithinRatio(call.world, memory, vm.row.disk)) throw invalid({ field: "memory", message: RATIO });
  const needsRestart = memory < vm.row.memory && isRunning(vm);
  // "Needs a restart" without leave to restart: nothing said, refusing is the reading that loses nothing, [ASSUMED] M16.
  if (needsRestart && !call.values.flag("allowRestart")) {
    throw invalid({ field: "allowRestart", message: "для уменьшения RAM необходима перезагрузка сервера" });
  }
  const finish = (): undefined => {
    vm.row.memory = memory;
    if (needsRestart) restart(vm);
  };
  return { operationId: startOperation(call, { type: "VM_MEMORY_CHANGE", vm, finish }) };
};

export const diskChange: Handler = (call) => {
  const vm = resizableVm(call);
  const disk = call.values.neededInt("disk");
  if (disk < vm.row.disk) throw invalid({ field: "disk", message: "размер HDD можно только увеличить" });
  const memory = memoryForDisk(call, vm, disk);
  const finish = (): undefined => void Object.assign(vm.row, { disk, memory });
  return { operationId: startOperation(call, { type: "VM_VOLUME_CHANGE", vm, finish }) };
};

export const cpuChange: Handler = (call) => {
  const vm = resizableVm(call);
  const cpu = call.values.neededInt("cpu");
  // Only an increase is described, [S002] M18; a decrease is refused, [ASSUMED].
  if (cpu < vm.row.cpu) throw invalid({ field: "cpu", message: "процессорную квоту можно только увеличить" });
  const finish = (): undefined => void Object.assign(vm.row, { cpu });
  return { operationId: startOperation(call, { type: "VM_CPU_CORES_QUOTA_CHANGE", vm, finish }) };
};

export const tariffChange: Handler = (call) => {
  const vm = idleVm(call);
  const tariff = tariffOf(call.world, call.values.neededInt("tariffId"));
  if (!tariff) throw refusal("error.object.not.found");
  // The disk of an on-demand row is no size, so the rule is about fixed plans, and free sizes stay, [ASSUMED] H11.
  if (!tariff.onDemand && tariff.disk < vm.row.disk) {
    throw invalid({ field: "tariffId", message: "размер диска тарифного плана меньше текущего" });
  }
  const { id, memory, disk, cpu } = tariff;
  const sizes = tariff.onDemand ? { tariffId: id } : { tariffId: id, memory, disk, cpu };
  const finish = (): undefined => void Object.assign(vm.row, sizes);
  return { operationId: startOperation(call, { type: "VM_TARIFF_CHANGE", vm, finish }) };
};

function resizableVm(call: Call): Vm {
  const vm = idleVm(call);
  if (isOnFixedTariff(call.world, vm)) throw refusal("error.tariff.fixed");
  return vm;
}

/** What memory becomes: raised only by `allowMemoryChange`, and only as far as the ratio asks, [S002] M17. */
function memoryForDisk(call: Call, vm: Vm, disk: number): number {
  if (isWithinRatio(call.world, vm.row.memory, disk)) return vm.row.memory;
  const needed = Math.ceil(disk / call.world.account.limits.diskPerMemory);
  if (!call.values.flag("allowMemoryChange") || needed > MEMORY_RANGE.max)
    throw invalid({ field: "disk", message: RATIO });
  return needed;
}
