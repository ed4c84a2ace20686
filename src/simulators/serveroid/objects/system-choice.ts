// What an installation or reinstallation asks for, checked as the vendor does it: image, tariff, sizes, access. Changes nothing.
import type { Call } from "../routes/call.ts";
import { checkPassword } from "../routes/check-password.ts";
import { keysOf } from "../routes/guards.ts";
import { CPU_RANGE, DISK_RANGE, IP_COUNT_RANGE, MEMORY_RANGE } from "../routes/methods.ts";
import { type FieldError, invalid, refusal } from "../routes/refusal.ts";
import { currentDistributions } from "../routes/show.ts";
import type { DistributionRow, TariffRow } from "../seed/vendor-rows.ts";
import { isWithinRatio, tariffOf } from "./tariffs.ts";
import type { Key, Sizes, Vm } from "./world.ts";

export interface SystemChoice {
  sizes: Sizes;
  ipCount: number;
  distribution: DistributionRow | null;
  keys: Key[];
  softwareIds: number[];
  openSupportAccess: boolean;
  hasPassword: boolean;
}

/** `current` is the VM of a reinstallation: what the call leaves out stays as it is, [ASSUMED] M5. */
export function chooseSystem(call: Call, current?: Vm): SystemChoice {
  const { values } = call;
  const password = values.text("password");
  if (password !== undefined) checkPassword(password);
  const keys = keysOf(call, values.ints("publicKeyIds"));
  // Someone must be able to log in; [PF] and [ED] together allow no less. A reinstallation asks for neither, [PF].
  if (current === undefined && password === undefined && keys.length === 0 && !values.flag("sendPassword")) {
    throw invalid({ field: "password", message: "не указан ни пароль, ни публичный ключ" });
  }
  const softwareIds = values.ints("softwareIds");
  const known = new Set(call.world.account.software.map(({ id }) => id));
  if (softwareIds.some((id) => !known.has(id))) throw refusal("error.object.not.found");
  return {
    ...chooseSizes(call, current),
    distribution: chooseDistribution(call, current),
    keys,
    softwareIds,
    openSupportAccess: values.flag("openSupportAccess"),
    hasPassword: password !== undefined,
  };
}

function chooseDistribution(call: Call, current: Vm | undefined): DistributionRow | null {
  const id = call.values.int("distributionId");
  if (id === undefined && current) return current.row.distribution;
  const found = currentDistributions(call.world).find((row) => row.id === id);
  // A stale id: exactly what the manual warns of, [S002] M36.
  if (!found) throw refusal("error.object.not.found");
  return { ...found };
}

function chooseSizes(call: Call, current: Vm | undefined): { sizes: Sizes; ipCount: number } {
  const tariffId = call.values.int("tariffId") ?? current?.row.tariffId;
  const tariff = tariffId === undefined ? undefined : tariffOf(call.world, tariffId);
  const isKept = current !== undefined && tariffId === current.row.tariffId;
  if (tariffId === undefined || (!tariff && !isKept)) throw refusal("error.object.not.found");
  if (tariff && !tariff.onDemand) return fixedSizes(tariff);
  return freeSizes(call, tariffId, current);
}

function fixedSizes({ id, memory, disk, cpu, ipCount }: TariffRow): { sizes: Sizes; ipCount: number } {
  return { sizes: { tariffId: id, memory, disk, cpu }, ipCount };
}

/** The sizes in an on-demand row (disk 8000, cpu 0) are no defaults, [S002] H10. */
function freeSizes(call: Call, tariffId: number, current: Vm | undefined): { sizes: Sizes; ipCount: number } {
  const errors: FieldError[] = [];
  const take = (field: "memory" | "disk" | "cpu" | "ipCount", range: { min: number; max: number }, spare?: number) => {
    const value = call.values.int(field) ?? spare;
    const isFit = value !== undefined && value >= range.min && value <= range.max;
    if (!isFit) errors.push({ field, message: `значение должно быть от ${range.min} до ${range.max}` });
    return value ?? 0;
  };
  const memory = take("memory", MEMORY_RANGE, current?.row.memory);
  const disk = take("disk", DISK_RANGE, current?.row.disk);
  const cpu = take("cpu", CPU_RANGE, current?.row.cpu);
  const ipCount = current ? current.row.ipAddresses.length : take("ipCount", IP_COUNT_RANGE, 0);
  if (errors.length === 0 && !isWithinRatio(call.world, memory, disk)) {
    errors.push({ field: "disk", message: "недопустимое соотношение HDD/RAM" });
  }
  if (errors.length > 0) throw invalid(...errors);
  return { sizes: { tariffId, memory, disk, cpu }, ipCount };
}
