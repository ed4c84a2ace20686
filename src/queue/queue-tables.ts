// Our own tables beside graphile-worker's, and what is asked of them: which workers live, and how each attempt of a job ended.
// graphile-worker's private tables are not touched: its view `jobs` and its functions are all that is used.

export interface QueueTables {
  /** Quoted. */
  readonly schema: string;
  readonly jobs: string;
  readonly workers: string;
  readonly attempts: string;
}

export function nameQueueTables(name: string): QueueTables {
  const schema = `"${name.replaceAll('"', '""')}"`;
  return {
    schema,
    jobs: `${schema}.jobs`,
    workers: `${schema}.trueup_workers`,
    attempts: `${schema}.trueup_attempts`,
  };
}

export const createQueueTables = ({ workers, attempts }: QueueTables): readonly string[] => [
  `create table if not exists ${workers} (
     id text primary key,
     beat bigint not null,
     lease_ms bigint not null,
     holder text not null,
     started_at timestamptz not null default clock_timestamp())`,
  `create table if not exists ${attempts} (
     id bigint primary key generated always as identity,
     job_id bigint not null,
     revision integer not null,
     attempt integer not null,
     act text not null,
     folder text not null,
     ref text,
     worker text not null,
     started_at timestamptz not null default clock_timestamp(),
     ended_at timestamptz,
     exit_code integer,
     outcome text,
     summary text,
     output text,
     may_have_changed boolean not null default true)`,
  `create index if not exists trueup_attempts_job on ${attempts} (job_id)`,
];

/** $1 id, $2 lease in ms, $3 holder */
export const beatWorker = ({ workers }: QueueTables): string =>
  `insert into ${workers} as w (id, beat, lease_ms, holder) values ($1, 0, $2::bigint, $3)
   on conflict (id) do update set beat = w.beat + 1`;

/** $1 id */
export const removeWorker = ({ workers }: QueueTables): string => `delete from ${workers} where id = $1`;

/** Who beats, and who holds jobs of ours without ever having beaten. */
export const selectWorkers = ({ workers, jobs }: QueueTables): string =>
  `select id, beat::text as beat, lease_ms::text as lease_ms, holder,
     exists (select 1 from ${jobs} where locked_by = w.id and task_identifier like 'trueup:%') as holds
   from ${workers} w
   union all
   select distinct locked_by, null, null, null, true from ${jobs} j
    where locked_by is not null and task_identifier like 'trueup:%'
      and not exists (select 1 from ${workers} w where w.id = j.locked_by)`;

/** $1 ids of workers: their jobs are free again. */
export const unlockWorkers = ({ schema }: QueueTables): string => `select ${schema}.force_unlock_workers($1::text[])`;

/** $1 ids. Those whose beat is still the one that was seen, $2. */
export const removeSilent = ({ workers }: QueueTables): string =>
  `delete from ${workers} where id = $1 and beat = $2::bigint returning id`;

/** $1 job, $2 revision, $3 attempt, $4 act, $5 folder, $6 ref, $7 worker */
export const beginAttempt = ({ attempts }: QueueTables): string =>
  `insert into ${attempts} (job_id, revision, attempt, act, folder, ref, worker)
   values ($1, $2, $3, $4, $5, $6, $7) returning id`;

/** $1 attempt's id, $2 exit code, $3 outcome, $4 summary, $5 output, $6 may have changed */
export const endAttempt = ({ attempts }: QueueTables): string =>
  `update ${attempts} set ended_at = clock_timestamp(), exit_code = $2, outcome = $3, summary = $4, output = $5,
     may_have_changed = $6 where id = $1`;

/** $1 job, $2 revision: whether an earlier attempt of this very job may have changed anything, or nobody knows how it ended. */
export const selectUsed = ({ attempts }: QueueTables): string =>
  `select exists (select 1 from ${attempts} where job_id = $1 and revision = $2 and may_have_changed) as used`;

/** $1 job: who has it, and whether a newer one of its key has replaced it meanwhile. */
export const selectHolder = ({ jobs }: QueueTables): string =>
  `select locked_by, key is null as is_replaced from ${jobs} where id = $1`;

/**
 * $1 jobs, $2 attempts that they have had: to be taken at once. Not for locked ones, nor for those that a newer job of their key
 * has replaced: graphile-worker takes the key of these away. Its own function takes no 0.
 */
export const rescheduleJobs = ({ schema, jobs }: QueueTables): string =>
  `select id from ${schema}.reschedule_jobs(array(select id from ${jobs} where id = any($1::bigint[]) and key is not null),
     run_at := now(), attempts := $2::int)`;

/** $1 job, $2 attempts, $3 revision: the same for one that has not been added anew meanwhile. */
export const handBackJob = ({ schema, jobs }: QueueTables): string =>
  `select id from ${schema}.reschedule_jobs(
     array(select id from ${jobs} where id = any($1::bigint[]) and revision = $3::int and key is not null),
     run_at := now(), attempts := $2::int)`;

/** $1 job, $2 why, $3 revision. Not for locked ones, nor for one that has been added anew meanwhile. */
export const failJob = ({ schema, jobs }: QueueTables): string =>
  `select id from ${schema}.permanently_fail_jobs(
     array(select id from ${jobs} where id = any($1::bigint[]) and revision = $3::int), $2)`;

/** $1 job, $2 revision, $3 whether its key counts: whether this very job still waits to be told how it goes on. */
export const selectSame = ({ jobs }: QueueTables): string =>
  `select exists (select 1 from ${jobs} where id = $1 and revision = $2::int and (key is not null or not $3::boolean)) as same`;

/** $1 jobs. Not for locked ones. */
export const removeJobs = ({ schema }: QueueTables): string => `select id from ${schema}.complete_jobs($1::bigint[])`;

/** Whether anything could be taken now, but for jobs of stacks that are at work. */
export const selectDue = ({ jobs }: QueueTables): string =>
  `select exists (select 1 from ${jobs} j where task_identifier like 'trueup:%' and locked_at is null
     and attempts < max_attempts and run_at <= now()
     and not exists (select 1 from ${jobs} h where h.queue_name = j.queue_name and h.locked_at is not null)) as due`;

/** $1 task, $2 payload, $3 queue, $4 run at or null, $5 or in so many ms, $6 most attempts, $7 key */
export const addJob = (tables: QueueTables): string => `select id from ${callAddJob(tables)}`;

const callAddJob = ({ schema }: QueueTables): string =>
  `${schema}.add_job($1, payload := $2::json, queue_name := $3,
     run_at := coalesce($4::timestamptz, now() + $5::bigint * interval '1 millisecond'), max_attempts := $6::int, job_key := $7)`;

/**
 * For a job that others added: $1 to $7 as `addJob`, $8 job, $9 revision, $10 attempt, $11 act, $12 folder, $13 ref, $14 worker. Once, in one
 * statement: a worker that dies before it has said that this is done would add it again, with all that it was allowed.
 */
export const placeJob = (tables: QueueTables): string =>
  `with placed as (
     insert into ${tables.attempts}
       (job_id, revision, attempt, act, folder, ref, worker, ended_at, outcome, summary, may_have_changed)
     select $8::bigint, $9::int, $10::int, $11, $12, $13, $14, clock_timestamp(), 'placed',
       'it got its place in the line of its stack, as another job', false
      where not exists (select 1 from ${tables.attempts} where job_id = $8::bigint and revision = $9::int)
     returning 1)
   select (${callAddJob(tables)}).id from placed`;

/** Failed jobs and attempts that nobody has looked at for a month. */
export const dropOld = ({ schema, jobs, attempts }: QueueTables): readonly string[] => [
  `select count(*) from ${schema}.complete_jobs(array(select id from ${jobs} where task_identifier like 'trueup:%'
     and locked_at is null and attempts >= max_attempts and updated_at < now() - interval '30 days'))`,
  `delete from ${attempts} where started_at < now() - interval '30 days'
     and not exists (select 1 from ${jobs} j where j.id = job_id)`,
];

/** What waits, runs or failed, with the newest attempt of each. */
export const selectJobs = ({ jobs, attempts, workers }: QueueTables): string =>
  `select j.id::text as id, j.task_identifier as task, j.queue_name as queue, j.key, j.attempts, j.max_attempts, j.run_at,
     j.last_error, j.locked_by, j.locked_at, w.holder, a.folder, a.ref, a.attempt, a.exit_code,
     j.attempts >= j.max_attempts as is_used_up
   from ${jobs} j
   left join ${workers} w on w.id = j.locked_by
   left join lateral (select * from ${attempts} where job_id = j.id order by id desc limit 1) a on true
   where j.task_identifier like 'trueup:%'
   order by (j.locked_at is null), is_used_up, j.run_at, j.id`;

/** $1 job: its attempts, newest first. */
export const selectAttempts = ({ attempts }: QueueTables): string =>
  `select attempt, act, folder, ref, worker, started_at, ended_at, exit_code, outcome, summary, output
   from ${attempts} where job_id = $1 order by id desc`;
