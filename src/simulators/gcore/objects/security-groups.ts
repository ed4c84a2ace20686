// Security groups as things: their rules in bodies and as rows. Checks shapes only.
import type { JsonObject } from "../../engine/json.ts";
import {
  type Field,
  integer,
  list,
  nullable,
  object,
  optional,
  optionalOrNull,
  text,
  withDefault,
  word,
} from "../routes/body-shape.ts";
import { offsetTimeText } from "../routes/call.ts";
import { network, type Tags, uuid } from "../routes/field-shapes.ts";
import type { SecurityGroupRow } from "../seed/vendor-rows.ts";
import { place, type Scope } from "./find-objects.ts";
import { newUuid } from "./new-ids.ts";
import { tagList } from "./tags.ts";

export const RULE_LIMIT = 250;

const PROTOCOLS =
  "ah dccp egp esp gre icmp igmp ipencap ipip ipv6-encap ipv6-frag ipv6-icmp ipv6-nonxt ipv6-opts ipv6-route ospf pgm rsvp sctp tcp udp udplite vrrp".split(
    " ",
  );
const port = optional(nullable(integer({ min: 0, max: 65_535 })));

const ruleFields = (protocols: readonly string[]) => ({
  direction: word("ingress", "egress"),
  ethertype: optional(word("IPv4", "IPv6")),
  protocol: optionalOrNull(word(...protocols)),
  port_range_min: port,
  port_range_max: port,
  remote_ip_prefix: optionalOrNull(network),
  remote_group_id: optional(nullable(uuid)),
  description: withDefault(text({ max: 255 }), ""),
});

/** The older calls also take the protocol `any`. */
export const olderRuleFields = ruleFields([...PROTOCOLS, "any"]);
export const olderRule = object(olderRuleFields);
export const rule = object(ruleFields(PROTOCOLS));
export type RuleBody = ReturnType<typeof rule>;
export const rules: Field<RuleBody[]> = list(rule, { max: RULE_LIMIT });

/** No rules asked for on create means everything is allowed, both ways. */
export const ALLOW_ALL: readonly RuleBody[] = (["ingress", "egress"] as const).flatMap((direction) =>
  (["IPv4", "IPv6"] as const).map((ethertype) => plainRule(direction, ethertype)),
);

function plainRule(direction: "ingress" | "egress", ethertype: "IPv4" | "IPv6"): RuleBody {
  const none = { protocol: undefined, port_range_min: undefined, port_range_max: undefined };
  return { ...none, direction, ethertype, remote_ip_prefix: undefined, remote_group_id: undefined, description: "" };
}

export function ruleRow({ world, now }: Pick<Scope, "world" | "now">, groupId: string, body: RuleBody): JsonObject {
  const time = offsetTimeText(now);
  return {
    id: newUuid(world),
    security_group_id: groupId,
    direction: body.direction,
    ethertype: body.ethertype ?? "IPv4",
    protocol: body.protocol ?? null,
    port_range_min: body.port_range_min ?? null,
    port_range_max: body.port_range_max ?? null,
    remote_ip_prefix: body.remote_ip_prefix ?? null,
    remote_group_id: body.remote_group_id ?? null,
    description: body.description,
    revision_number: 0,
    created_at: time,
    updated_at: time,
  };
}

/** What makes two rules the same one. */
export function ruleKey(row: JsonObject): string {
  const keys = [
    "direction",
    "ethertype",
    "protocol",
    "port_range_min",
    "port_range_max",
    "remote_ip_prefix",
    "remote_group_id",
  ];
  return JSON.stringify([...keys.map((key) => row[key] ?? null), row["description"] ?? ""]);
}

export interface NewGroup {
  name: string;
  description: string;
  rules: readonly RuleBody[];
  tags: Tags | undefined;
}

export function groupRow(scope: Scope, wanted: NewGroup): SecurityGroupRow {
  const id = newUuid(scope.world);
  const time = offsetTimeText(scope.now);
  return {
    ...place(scope),
    id,
    name: wanted.name,
    description: wanted.description,
    security_group_rules: wanted.rules.map((one) => ruleRow(scope, id, one)),
    tags_v2: tagList(wanted.tags),
    revision_number: 1,
    created_at: time,
    updated_at: time,
  };
}

export function touch(row: SecurityGroupRow, at: number): void {
  Object.assign(row, { revision_number: row.revision_number + 1, updated_at: offsetTimeText(at) });
}
