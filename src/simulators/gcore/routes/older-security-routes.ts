// The deprecated v1 calls of security groups, which answer with the group: rules change one by one.

import { add, findIdle, listObjects } from "../objects/find-objects.ts";
import { portsOf } from "../objects/ports.ts";
import { requireQuota } from "../objects/quotas.ts";
import {
  ALLOW_ALL,
  groupRow,
  olderRule,
  olderRuleFields,
  RULE_LIMIT,
  type RuleBody,
  ruleKey,
  ruleRow,
  touch,
} from "../objects/security-groups.ts";
import { patchTags } from "../objects/tags.ts";
import type { SecurityGroupRow } from "../seed/vendor-rows.ts";
import { list, object, optional, text, union, withDefault, word } from "./body-shape.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { name, tags, tagsPatch, uuid } from "./field-shapes.ts";
import { conflict, notFound } from "./refusal.ts";
import { checkRules, groupOf } from "./security-group-routes.ts";

const ROOT = "/v1/securitygroups/{project_id}/{region_id}";
const ONE = `${ROOT}/{group_id}`;

const createRule = object({ ...olderRuleFields, action: word("create") });
const deleteRule = object({ action: word("delete"), security_group_rule_id: uuid });
type RuleChange = ReturnType<typeof createRule> | ReturnType<typeof deleteRule>;
const changes = list(union<RuleChange>("action", { create: createRule, delete: deleteRule }), { max: 500 });

export const olderSecurityRoutes: Routes = {
  "securitygroups.create_v1": route({
    verb: "POST",
    path: ROOT,
    creates: true,
    body: object({
      instances: optional(list(text())),
      security_group: object({
        name,
        description: withDefault(text(), ""),
        security_group_rules: optional(list(olderRule, { max: RULE_LIMIT })),
        tags,
      }),
    }),
    handle: (call, { instances = [], security_group: group }) => {
      requireQuota(call, { firewall_count: 1 });
      checkRules(call, group.security_group_rules ?? []);
      const targets = instances.map((id) => findIdle(call, "instances", id));
      const row = groupRow(call, { ...group, rules: group.security_group_rules ?? ALLOW_ALL });
      add(call, "securitygroups", row, visibleFrom(call));
      for (const target of targets) {
        for (const port of portsOf(call.world, target.row.id)) port.row.security_group_ids.push(row.id);
      }
      return ok(row);
    },
  }),
  // Only in [LEGACY]: a rule is changed by its own id, wherever it belongs.
  "securitygrouprules.put": route({
    verb: "PUT",
    path: "/v1/securitygrouprules/{project_id}/{region_id}/{rule_id}",
    body: object({ ...olderRuleFields, security_group_id: optional(text()) }),
    handle: (call, { security_group_id: _group, ...body }) => {
      const id = call.path["rule_id"] ?? "";
      const group = listObjects(call, "securitygroups").find(({ row }) =>
        row.security_group_rules.some((one) => one["id"] === id),
      );
      if (group === undefined) throw notFound("Security group rule", id);
      checkRules(call, [body]);
      const changed = { ...ruleRow(call, group.row.id, body), id };
      group.row.security_group_rules = group.row.security_group_rules.map((one) => (one["id"] === id ? changed : one));
      touch(group.row, call.now);
      return ok(changed);
    },
  }),
  "securitygroups.update_v1": route({
    verb: "PATCH",
    path: ONE,
    body: object({ name: optional(name), changed_rules: optional(changes), tags: tagsPatch }),
    handle: (call, body) => {
      const row = groupOf(call);
      for (const change of body.changed_rules ?? []) changeRule(call, row, change);
      row.name = body.name ?? row.name;
      row.tags_v2 = patchTags(row.tags_v2, body.tags);
      touch(row, call.now);
      return ok(row);
    },
  }),
  "securitygroups.copy": route({
    verb: "POST",
    path: `${ONE}/copy`,
    creates: true,
    body: object({ name }),
    handle: (call, body) => {
      requireQuota(call, { firewall_count: 1 });
      const source = groupOf(call);
      const row = groupRow(call, { name: body.name, description: source.description, rules: [], tags: {} });
      row.security_group_rules = source.security_group_rules.map((one) => asRow(call, row, one as unknown as RuleBody));
      add(call, "securitygroups", row, visibleFrom(call));
      return ok(row);
    },
  }),
  "securitygroups.revert": route({
    verb: "POST",
    path: `${ONE}/revert`,
    handle: (call) => {
      const row = groupOf(call);
      row.security_group_rules = ALLOW_ALL.filter(({ direction }) => direction === "egress").map((one) =>
        asRow(call, row, one),
      );
      touch(row, call.now);
      return ok(row);
    },
  }),
  "securitygroups.add_rule_v1": route({
    verb: "POST",
    path: `${ONE}/rules`,
    creates: true,
    body: olderRule,
    handle: (call, body) => {
      const row = groupOf(call);
      return ok(addRule(call, row, body));
    },
  }),
};

function asRow(call: Call, row: SecurityGroupRow, body: RuleBody) {
  return ruleRow(call, row.id, body);
}

function addRule(call: Call, row: SecurityGroupRow, body: RuleBody) {
  checkRules(call, [body]);
  const made = ruleRow(call, row.id, body);
  if (row.security_group_rules.some((one) => ruleKey(one) === ruleKey(made)))
    throw conflict("Security group rule already exists");
  row.security_group_rules = [...row.security_group_rules, made];
  touch(row, call.now);
  return made;
}

function changeRule(call: Call, row: SecurityGroupRow, change: RuleChange): void {
  if (change.action === "create") {
    const { action: _word, ...body } = change;
    addRule(call, row, body);
    return;
  }
  const id = change.security_group_rule_id;
  if (!row.security_group_rules.some((one) => one["id"] === id)) throw notFound("Security group rule", id);
  row.security_group_rules = row.security_group_rules.filter((one) => one["id"] !== id);
}
