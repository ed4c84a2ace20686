// Security groups: read and deleted through v1 (ten at a time, if not asked for more), made and changed through v2 by tasks.

import { add, find, listObjects, remove, type Scope } from "../objects/find-objects.ts";
import { portsOf } from "../objects/ports.ts";
import { requireQuota } from "../objects/quotas.ts";
import {
  ALLOW_ALL,
  groupRow,
  RULE_LIMIT,
  type RuleBody,
  rule,
  ruleKey,
  ruleRow,
  rules,
  touch,
} from "../objects/security-groups.ts";
import { hasTags, patchTags, TAG_FILTERS } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Instance, Stored } from "../objects/world.ts";
import type { SecurityGroupRow } from "../seed/vendor-rows.ts";
import { object, optional, text, withDefault } from "./body-shape.ts";
import { type Call, NO_CONTENT, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { name, tags, tagsPatch } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import { badRequest, conflict, notFound } from "./refusal.ts";
import { showInstance } from "./show-instance.ts";

const V1 = "/v1/securitygroups/{project_id}/{region_id}";
const V2 = "/v2/security_groups/{project_id}/{region_id}";

const updateBody = object({
  name: optional(name),
  description: optional(text()),
  rules: optional(rules),
  tags: tagsPatch,
});

export const securityGroupRoutes: Routes = {
  "securitygroups.list": route({
    verb: "GET",
    path: V1,
    kind: "list",
    query: { ...TAG_FILTERS, name: "text" },
    handle: (call) => {
      const wanted = call.query.text("name");
      const found = listObjects(call, "securitygroups").filter(
        ({ row }) => (wanted ?? row.name) === row.name && hasTags(call, row.tags_v2),
      );
      return page(call, found, ({ row }) => row, 10);
    },
  }),
  "securitygroups.get": route({ verb: "GET", path: `${V1}/{group_id}`, handle: (call) => ok(groupOf(call)) }),
  "securitygroups.delete": route({
    verb: "DELETE",
    path: `${V1}/{group_id}`,
    handle: (call) => {
      const row = groupOf(call);
      if (row.name === "default") throw badRequest("The default security group cannot be deleted");
      const ports = [...call.world.account.objects.ports.values()];
      if (ports.some((port) => port.row.security_group_ids.includes(row.id)))
        throw conflict(`Security group ${row.id} is in use`);
      remove(call, "securitygroups", row.id);
      return NO_CONTENT;
    },
  }),
  "securitygroups.instances": route({
    verb: "GET",
    path: `${V1}/{group_id}/instances`,
    kind: "list",
    handle: (call) => {
      const { id } = groupOf(call);
      const uses = ({ row }: Instance): boolean =>
        portsOf(call.world, row.id).some((port) => port.row.security_group_ids.includes(id));
      return page(call, listObjects(call, "instances").filter(uses), (one) => showInstance(call, one));
    },
  }),
  "securitygroups.create": route({
    verb: "POST",
    path: V2,
    isAsync: true,
    creates: true,
    body: object({ name, description: withDefault(text(), ""), rules: optional(rules), tags }),
    handle: create,
  }),
  "securitygroups.update": route({
    verb: "PATCH",
    path: `${V2}/{group_id}`,
    isAsync: true,
    body: updateBody,
    handle: update,
  }),
  "securitygroups.add_rule": route({
    verb: "POST",
    path: `${V2}/{group_id}/rules`,
    isAsync: true,
    creates: true,
    body: rule,
    handle: (call, body) => {
      const row = groupOf(call);
      checkRules(call, [body]);
      if (row.security_group_rules.some((known) => ruleKey(known) === ruleKey(ruleRow(call, row.id, body))))
        throw conflict("Security group rule already exists");
      if (row.security_group_rules.length >= RULE_LIMIT) throw badRequest("Too many rules");
      const task = startTask(call, {
        type: "create_security_group_rule",
        data: { security_group_id: row.id },
        finish: (work, at) => {
          const made = ruleRow({ ...call, now: at }, row.id, body);
          row.security_group_rules = [...row.security_group_rules, made];
          work.created("security_group_rules", made["id"] ?? "");
          touch(row, at);
          return undefined;
        },
      });
      return tasksAnswer(task);
    },
  }),
  "securitygroups.delete_rule": route({
    verb: "DELETE",
    path: `${V2}/{group_id}/rules/{rule_id}`,
    isAsync: true,
    handle: (call) => {
      const row = groupOf(call);
      const ruleId = call.path["rule_id"] ?? "";
      if (!row.security_group_rules.some(({ id }) => id === ruleId)) throw notFound("Security group rule", ruleId);
      const finish = (_work: unknown, at: number): undefined => {
        row.security_group_rules = row.security_group_rules.filter(({ id }) => id !== ruleId);
        touch(row, at);
      };
      return tasksAnswer(startTask(call, { type: "delete_security_group_rule", data: { rule_id: ruleId }, finish }));
    },
  }),
};

export function groupOf(call: Call): SecurityGroupRow {
  return find(call, "securitygroups", call.path["group_id"] ?? "").row;
}

/** A group that a rule names must be there. */
export function checkRules(scope: Scope, bodies: readonly RuleBody[]): void {
  for (const { remote_group_id: id } of bodies) if (id) find(scope, "securitygroups", id);
}

function create(
  call: Call,
  body: { name: string; description: string; rules: RuleBody[] | undefined; tags: Record<string, string> | undefined },
) {
  requireQuota(call, { firewall_count: 1 });
  checkRules(call, body.rules ?? []);
  let stored: Stored<SecurityGroupRow> | undefined;
  const task = startTask(call, {
    type: "create_security_group",
    data: JSON.parse(JSON.stringify(body)),
    seconds: 3,
    begin: (work, at) => {
      const row = groupRow({ ...call, now: at }, { ...body, rules: body.rules ?? ALLOW_ALL });
      stored = add(call, "securitygroups", row, visibleFrom(call));
      work.created("security_groups", row.id);
    },
    fail: (leaves) => {
      if (stored && leaves === "nothing") remove(call, "securitygroups", stored.row.id);
    },
  });
  return tasksAnswer(task);
}

/** Rules are the whole wanted list; nothing to do answers no task at all. */
function update(call: Call, body: ReturnType<typeof updateBody>) {
  const row = groupOf(call);
  checkRules(call, body.rules ?? []);
  const wanted = body.rules?.map((one) => ruleRow(call, row.id, one));
  const newTags = patchTags(row.tags_v2, body.tags);
  const isSame =
    (body.name ?? row.name) === row.name &&
    (body.description ?? row.description) === row.description &&
    JSON.stringify(newTags) === JSON.stringify(row.tags_v2) &&
    (wanted === undefined || sameRules(row.security_group_rules, wanted));
  if (isSame) return tasksAnswer();
  const task = startTask(call, {
    type: "update_security_group",
    data: JSON.parse(JSON.stringify({ security_group_id: row.id, ...body })),
    seconds: 3,
    finish: (_work, at) => {
      Object.assign(row, {
        name: body.name ?? row.name,
        description: body.description ?? row.description,
        tags_v2: newTags,
      });
      if (wanted) row.security_group_rules = wanted.map((one) => knownRule(row, one));
      touch(row, at);
      return undefined;
    },
  });
  return tasksAnswer(task);
}

function knownRule(row: SecurityGroupRow, wanted: SecurityGroupRow["security_group_rules"][number]) {
  return row.security_group_rules.find((known) => ruleKey(known) === ruleKey(wanted)) ?? wanted;
}

function sameRules(a: SecurityGroupRow["security_group_rules"], b: SecurityGroupRow["security_group_rules"]): boolean {
  const keys = (rows: typeof a): string => JSON.stringify(rows.map(ruleKey).sort());
  return keys(a) === keys(b);
}
