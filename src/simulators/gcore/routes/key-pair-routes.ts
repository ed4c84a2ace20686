// Key pairs, the deprecated twins of SSH keys: their id is the name, and v2 names the project in the query or body.
import type { JsonObject } from "../../engine/json.ts";
import { find, listObjects, remove } from "../objects/find-objects.ts";
import type { SshKeyRow } from "../seed/vendor-rows.ts";
import { flag, integer, object, optional, text, withDefault } from "./body-shape.ts";
import { type Call, NO_CONTENT, ok, type Route, type Routes, route } from "./call.ts";
import { name } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import type { QuerySpec } from "./read-query.ts";
import { createKey } from "./ssh-key-routes.ts";

const V1 = "/v1/keypairs/{project_id}/{region_id}";
const V2 = "/v2/keypairs";
const QUERY_V2: QuerySpec = { project_id: "integer", user_id: "integer" };

const showPair = ({ id: _id, name: pairName, ...row }: SshKeyRow): JsonObject => ({
  ...row,
  sshkey_id: pairName,
  sshkey_name: pairName,
});

const newPair = object({
  sshkey_name: name,
  public_key: optional(text()),
  shared_in_project: withDefault(flag, true),
  // Named here by v2, whose path names none, [LEGACY].
  project_id: optional(integer()),
});

export const keyPairRoutes: Routes = { ...pairRoutes(V1, "_v1", {}), ...pairRoutes(V2, "", QUERY_V2) };

function pairRoutes(root: string, suffix: string, query: QuerySpec): Routes {
  return {
    [`keypairs.create${suffix}`]: createRoute(root, query),
    [`keypairs.list${suffix}`]: route({
      verb: "GET",
      path: root,
      kind: "list",
      query,
      handle: (call) => page(call, listObjects(scoped(call), "ssh_keys"), ({ row }) => showPair(row)),
    }),
    [`keypairs.get${suffix}`]: route({
      verb: "GET",
      path: `${root}/{sshkey_id}`,
      query,
      handle: (call) => ok(showPair(pairOf(call))),
    }),
    [`keypairs.delete${suffix}`]: route({
      verb: "DELETE",
      path: `${root}/{sshkey_id}`,
      query,
      handle: (call) => {
        remove(call, "ssh_keys", pairOf(call).id);
        return NO_CONTENT;
      },
    }),
  };
}

function createRoute(path: string, query: QuerySpec): Route {
  return route({
    verb: "POST",
    path,
    creates: true,
    query,
    body: newPair,
    handle: (call, { project_id: projectId, sshkey_name: pairName, ...body }) => {
      if (projectId !== undefined) find(call, "projects", projectId);
      const inside = projectId === undefined ? scoped(call) : { ...call, projectId };
      const { private_key: privateKey, ...row } = createKey(inside, { ...body, name: pairName });
      return ok({ ...showPair(row as SshKeyRow), private_key: privateKey });
    },
  });
}

/** Where the path names no project, the query does, or it is the default one. */
function scoped(call: Call): Call {
  if (call.projectId !== 0) return call;
  const first = [...call.world.account.objects.projects.values()][0]?.row.id ?? 0;
  return { ...call, projectId: call.query.integer("project_id") ?? first };
}

function pairOf(call: Call): SshKeyRow {
  const id = call.path["sshkey_id"] ?? "";
  const named = listObjects(scoped(call), "ssh_keys").find(({ row }) => row.name === id);
  return (named ?? find(scoped(call), "ssh_keys", id)).row;
}
