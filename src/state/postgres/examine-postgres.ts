// What can be told of a PostgreSQL server without writing: version, TLS, a pooler on the way, the rights of the role.
import { type Judgement, judgeOk, judgeProblem } from "../../core/finding.ts";
import type { PostgresAddress } from "../../core/postgres-address.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";

const CODE = "doctor.store";

const SELECT_SERVER = `select current_setting('server_version') as version, pg_is_in_recovery() as replica,
  current_setting('default_transaction_read_only') as read_only, pg_backend_pid() as pid, current_user as role,
  has_database_privilege(current_database(), 'create') as may_make_schema,
  (select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = $1) as may_use,
  (select has_schema_privilege(oid, 'create') from pg_namespace where nspname = $1) as may_make_tables`;

const SELECT_TABLES = `select c.relname as name,
  case c.relname when 'stacks' then has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
    and has_table_privilege(c.oid, 'update')
  else has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
    and has_table_privilege(c.oid, 'delete') end as usable
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relname in ('stacks', 'serials')`;

const SELECT_PID = "select pg_backend_pid() as pid";

export async function examinePostgres(
  database: Database,
  { schema, address }: { readonly schema: string; readonly address: PostgresAddress },
): Promise<readonly Judgement[]> {
  const ask = (text: string, values: readonly string[] = []) =>
    database.retry(database.patience(), () => database.documents.query(text, values));
  const [server = {}] = await ask(SELECT_SERVER, [schema]);
  const tables = await ask(SELECT_TABLES, [schema]);
  const [own] = await ask(SELECT_PID);
  // Two connections of ours that share a session, or one that changes it: a pooler gives them out by the transaction.
  const [other] = await database.retry(database.patience(), () => database.leases.query(SELECT_PID, []));
  const isPooled = own?.["pid"] !== server["pid"] || other?.["pid"] === own?.["pid"];
  const facts = { version: server["version"] ?? "", tls: address.tls, pooler: isPooled };
  const way = `${TLS[address.tls]}${isPooled ? ", through a pooler in transaction mode (which is fine)" : ""}`;
  const text = `PostgreSQL ${server["version"] ?? ""}, ${way}`;
  const lack = findLack(server, tables, schema);
  if (lack === undefined)
    return [judgeOk(CODE, `${text}; ${server["role"] ?? "the role"} may read and write`, { facts })];
  return [judgeProblem(CODE, `${text}; ${lack.what}`, { fixes: [lack.fix], facts })];
}

const TLS: Readonly<Record<PostgresAddress["tls"], string>> = {
  off: "without TLS",
  full: "TLS with certificate and name checked",
  chain: "TLS with its certificate checked, not its name",
  unchecked: "TLS that nobody checks",
};

interface Lack {
  readonly what: string;
  readonly fix: string;
}

const isTrue = (value: string | null | undefined): boolean => value === "t" || value === "true";

function findLack(server: Row, tables: readonly Row[], schema: string): Lack | undefined {
  const role = server["role"] ?? "the role";
  if (isTrue(server["replica"]) || server["read_only"] === "on")
    return { what: "the server takes no writes", fix: "use the address of the primary, and a role that may write" };
  const refused = tables.filter(({ usable }) => !isTrue(usable)).map(({ name }) => `${schema}.${name ?? ""}`);
  if (refused.length > 0)
    return {
      what: `${role} lacks rights on ${refused.join(" and ")}`,
      fix: `grant select, insert, update, delete on all tables in schema "${schema}" to ${role}`,
    };
  const hasSchema = server["may_use"] !== null && server["may_use"] !== undefined;
  if (tables.length === 2 && isTrue(server["may_use"])) return undefined;
  const mayMake = hasSchema
    ? isTrue(server["may_use"]) && isTrue(server["may_make_tables"])
    : isTrue(server["may_make_schema"]);
  if (mayMake) return undefined;
  return {
    what: hasSchema
      ? `${role} may not make or use tables in the schema ${schema}`
      : `${role} may not make the schema ${schema}`,
    fix: hasSchema
      ? `grant usage, create on schema "${schema}" to ${role}`
      : `create schema "${schema}" authorization ${role}, as an administrator`,
  };
}
