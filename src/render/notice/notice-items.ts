// The findings of a report that are new to who is told, one item for each thing: of a machine only the fields that are new. Pure.
import type { CountedClass } from "../../core/count-drift.ts";
import type { DriftFinding, DriftReport, SeenDrift, Sighting } from "../../core/drift-report.ts";
import type { Json } from "../../core/json.ts";
import type { DriftClass, FieldChange } from "../../core/plan.ts";
import { describeFound, describeSurplus } from "../../core/surplus.ts";

export type NewFindings = readonly Pick<DriftFinding, "subject" | "firstSeenMs">[];

/** Who changed it, where the provider keeps a record of that. */
export interface NoticeAuthor {
  readonly who: string;
  /** Epoch milliseconds, by the provider's clock. */
  readonly whenMs?: number;
  readonly what: string;
}

type ToldField = FieldChange & { readonly class?: DriftClass };

export interface NoticeField {
  readonly path: string;
  /** Null where there is none, and where it is a secret. */
  readonly before: Json;
  readonly after: Json;
  readonly isSecret: boolean;
  readonly unit?: "MiB" | "ms" | "count";
}

export interface NoticeItem {
  readonly class: CountedClass | DriftClass | "unreadable";
  /** An address, `VENDOR TYPE ID` of what nobody declares, or a provider entry. */
  readonly subject: string;
  /** The provider with the kind: `gcore vm`. */
  readonly what: string;
  readonly firstSeenMs: number;
  readonly fields: readonly NoticeField[];
  readonly detail?: string;
  /** What to type or to do. */
  readonly fix?: string;
  readonly by?: NoticeAuthor;
}

export function buildItems(report: DriftReport, fresh: NewFindings): NoticeItem[] {
  const known = new Set(fresh.map(({ subject, firstSeenMs }) => keyOf(subject, firstSeenMs)));
  const isNew = (subject: string, since: number) => known.has(keyOf(subject, since));
  return [
    ...report.unreadable.map(itemOfUnreadable),
    ...report.surplus.map(itemOfSurplus),
    ...report.undecided.map(itemOfUndecided),
    ...report.drift.flatMap((entry) => itemsOfDrift(entry, isNew)),
    ...report.unmanaged.map(itemOfUnmanaged),
  ].filter(({ subject, firstSeenMs }) => isNew(subject, firstSeenMs));
}

/** A finding has the time of the field that it is about; this is what ties the two. */
const keyOf = (subject: string, since: number): string => `${since} ${subject}`;

function itemsOfDrift(
  entry: SeenDrift & { readonly by?: NoticeAuthor },
  isNew: (subject: string, since: number) => boolean,
): NoticeItem[] {
  const { address, type, vendor, class: kind, detail, by } = entry;
  const since = ({ path }: FieldChange): number => entry.fieldSince[path] ?? entry.firstSeenMs;
  const fields: readonly ToldField[] = entry.fields.filter((field) => isNew(address, since(field)));
  const firstSeenMs = fields.length === 0 ? entry.firstSeenMs : Math.min(...fields.map(since));
  return [
    {
      class: classOf(fields) ?? kind,
      subject: address,
      what: `${vendor} ${type}`,
      firstSeenMs,
      fields: fields.map(buildField),
      ...(detail === undefined ? {} : { detail }),
      ...(by === undefined ? {} : { by }),
    },
  ];
}

/** That of an entry is the worst of all its fields: where those that are new have another, they are told by their own. */
function classOf(fields: readonly ToldField[]): DriftClass | undefined {
  const [only, ...others] = new Set(fields.map((field) => field.class));
  return others.length === 0 ? only : undefined;
}

function buildField({ path, before, after, sensitive, unit }: FieldChange): NoticeField {
  return {
    path,
    before: sensitive ? null : (before ?? null),
    after: sensitive ? null : (after ?? null),
    isSecret: sensitive,
    ...(unit === undefined ? {} : { unit }),
  };
}

function itemOfUnreadable({
  provider,
  vendor,
  addresses,
  code,
  summary,
  firstSeenMs,
}: DriftReport["unreadable"][number]): NoticeItem {
  const count = `${addresses.length} tracked ${addresses.length === 1 ? "resource" : "resources"}`;
  const detail = `${summary} (${code}); of ${count} there nothing is known`;
  return { class: "unreadable", subject: provider, what: `${vendor} account`, firstSeenMs, fields: [], detail };
}

function itemOfSurplus(surplus: DriftReport["surplus"][number]): NoticeItem {
  const { address, vendor, type, isAlone, firstSeenMs } = surplus;
  const { reason, fix } = describeSurplus(surplus);
  const kind = isAlone === true ? "left-over" : "doubled";
  return {
    class: kind,
    subject: address,
    what: `${vendor} ${type}`,
    firstSeenMs,
    fields: [],
    detail: reason,
    fix,
  };
}

function itemOfUndecided(undecided: DriftReport["undecided"][number]): NoticeItem {
  const { address, vendor, type, found, firstSeenMs } = undecided;
  const { reason, fix } = describeFound(undecided, found);
  return {
    class: "doubled",
    subject: address,
    what: `${vendor} ${type}`,
    firstSeenMs,
    fields: [],
    detail: reason,
    fix,
  };
}

function itemOfUnmanaged({ vendor, object, firstSeenMs }: DriftReport["unmanaged"][number] & Sighting): NoticeItem {
  const subject = `${vendor} ${object.type} ${object.remoteId}`;
  const detail = `named ${object.name}; no address holds it`;
  return { class: "unmanaged", subject, what: `${vendor} ${object.type}`, firstSeenMs, fields: [], detail };
}
