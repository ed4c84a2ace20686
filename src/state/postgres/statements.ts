// The tables and the statements. Each statement is a transaction of its own, with every name qualified: a pooler may run it in
// any session. Times are for showing only.

export interface Tables {
  readonly schema: string;
  /** One row for each stack: the serial that counts, and the lease. All that is compared and swapped stands in it. */
  readonly stacks: string;
  /** The documents. */
  readonly serials: string;
}

export function nameTables(schema: string): Tables {
  const quoted = `"${schema.replaceAll('"', '""')}"`;
  return { schema: quoted, stacks: `${quoted}.stacks`, serials: `${quoted}.serials` };
}

/** In order. Two who create at once may both fail: who fails looks again. */
export const createTables = ({ schema, stacks, serials }: Tables): readonly string[] => [
  `create schema if not exists ${schema}`,
  `create table if not exists ${stacks} (
     stack text primary key,
     serial bigint not null,
     lineage text,
     token bigint not null,
     lease_id text not null,
     holder text not null,
     lease_ms bigint not null,
     heartbeat bigint not null,
     released boolean not null)`,
  // Text: jsonb would change the document and refuse some.
  `create table if not exists ${serials} (
     stack text not null,
     serial bigint not null,
     body text not null,
     sha256 text not null,
     written_at timestamptz not null default clock_timestamp(),
     primary key (stack, serial))`,
];

/** $1 stack */
export const selectStack = ({ stacks }: Tables): string =>
  `select serial, lineage, token, lease_id, holder, lease_ms, heartbeat, released from ${stacks} where stack = $1`;

/** $1 stack. The serial that counts, and the newest document: together, so that a missing one is seen. */
export const selectNewest = ({ stacks, serials }: Tables): string =>
  `select (select s.serial from ${stacks} s where s.stack = $1) as counted, d.serial, d.body, d.sha256
     from (select 1) one
     left join (select serial, body, sha256 from ${serials} where stack = $1 order by serial desc limit 1) d on true`;

/** $1 stack, $2 serial */
export const selectSerial = ({ serials }: Tables): string =>
  `select body, sha256 from ${serials} where stack = $1 and serial = $2`;

/** $1 stack */
export const selectHistory = ({ serials }: Tables): string =>
  `select serial, (extract(epoch from written_at) * 1000)::bigint as written_ms
     from ${serials} where stack = $1 order by serial desc`;

/**
 * $1 stack, $2 lease id, $3 holder, $4 lease in ms, $5 first token, $6 and $7 the id and the heartbeat that were seen to be
 * silent. Takes a lease that was given back, or exactly that one.
 */
export const takeLease = ({ stacks, serials }: Tables): string =>
  `insert into ${stacks} as s (stack, serial, token, lease_id, holder, lease_ms, heartbeat, released)
   values ($1, coalesce((select max(serial) from ${serials} where stack = $1), 0), $5::bigint, $2, $3, $4::bigint, 0, false)
   on conflict (stack) do update set token = s.token + 1, lease_id = excluded.lease_id, holder = excluded.holder,
     lease_ms = excluded.lease_ms, heartbeat = 0, released = false
   where s.released or (s.lease_id = $6 and s.heartbeat = $7::bigint)
   returning token`;

/** $1 stack, $2 lease id */
export const beatLease = ({ stacks }: Tables): string =>
  `update ${stacks} set heartbeat = heartbeat + 1 where stack = $1 and lease_id = $2 and not released returning heartbeat`;

/** $1 stack, $2 lease id */
export const releaseLease = ({ stacks }: Tables): string =>
  `update ${stacks} set released = true where stack = $1 and lease_id = $2 and not released returning token`;

/**
 * $1 stack, $2 serial, $3 token, $4 lease id or null, $5 lineage, $6 body, $7 its SHA-256, $8 the last serial that is not kept
 * any more. Swaps serial and writes the document in one transaction, or neither. A server that confirms before it has
 * written to its disk is told not to.
 */
export const writeDocument = ({ stacks, serials }: Tables): string =>
  `with swapped as (
     update ${stacks} set serial = $2::bigint, lineage = $5
      where stack = $1 and serial < $2::bigint and token = $3::bigint and not released
        and ($4::text is null or lease_id = $4) and (lineage is null or lineage = $5)
        and (select set_config('synchronous_commit',
               case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end,
               true)) is not null
      returning serial),
   old as (delete from ${serials} where stack = $1 and serial <= $8::bigint and exists (select 1 from swapped))
   insert into ${serials} (stack, serial, body, sha256) select $1, serial, $6, $7 from swapped
   returning serial`;

/** $1 stack, $2 serial, $3 body, $4 its SHA-256, $5 token, $6 lease id. Under the lock alone, and never the serial that counts. */
export const rewriteDocument = ({ stacks, serials }: Tables): string =>
  `update ${serials} set body = $3, sha256 = $4 where stack = $1 and serial = $2::bigint
     and exists (select 1 from ${stacks} s where s.stack = $1 and s.serial > $2::bigint and s.token = $5::bigint
       and s.lease_id = $6 and not s.released)
   returning serial`;
