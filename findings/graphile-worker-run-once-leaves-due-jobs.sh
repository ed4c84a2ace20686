#!/bin/sh
# graphile-worker 0.17.3: `runOnce` may end while jobs are due, if another worker looks for a job at the same moment.
#
# Jobs of named queues are looked for with a lock on the lines of all queues, and lines that somebody else has locked are skipped.
# So two workers that look at once may each find nothing, or one of them. `runOnce` takes the first look that finds nothing for the
# end: a program that runs it from cron on two machines may leave due jobs behind, and ends as if all were done.
#
# What is shown: one job that is due in a named queue. Another session holds the lines of the queues for a moment, as another
# worker's look does. `runOnce` returns at once and the job is still there, due and not locked; once the lines are free, it takes it.
# Fails if the library behaves differently. Needs node, npm, the package registry, and PostgreSQL 15 or later as Debian installs it.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
folder=$(mktemp -d)
chmod 755 "$folder"
as=""
# PostgreSQL refuses root.
if [ "$(id -u)" = 0 ]; then as="runuser -u nobody --"; fi
trap '$as "$bin/pg_ctl" -D "$folder/data/db" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
mkdir "$folder/data"
if [ "$(id -u)" = 0 ]; then chown nobody "$folder/data"; fi
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphile-worker@0.17.3 pg@8.23.1
$as "$bin/initdb" -D "$folder/data/db" -U owner -A trust -E UTF8 --locale=C >/dev/null
$as "$bin/pg_ctl" -D "$folder/data/db" -w -l "$folder/data/log" -o "-c listen_addresses='' -k $folder/data" start >/dev/null
cat >show.cjs <<'JS'
const { Logger, makeWorkerUtils, runOnce } = require("graphile-worker");
const { Client } = require("pg");
const connectionString = `postgres://owner@/postgres?host=${process.argv[2]}`;
const logger = new Logger(() => () => {});

(async () => {
  const utils = await makeWorkerUtils({ connectionString, logger });
  await utils.migrate();
  const other = new Client({ connectionString });
  await other.connect();
  await utils.addJob("greet", {}, { queueName: "stack-a" });
  const left = async () => {
    const { rows } = await other.query(
      "select count(*)::int as count from graphile_worker.jobs where run_at <= now() and locked_at is null",
    );
    return rows[0].count;
  };
  let done = 0;
  const take = () => runOnce({ connectionString, logger, noHandleSignals: true, taskList: { greet: async () => void done++ } });
  await other.query("begin");
  await other.query("select 1 from graphile_worker._private_job_queues for update");
  await take();
  console.log(`beside another look: ${done} done, ${await left()} due and not locked`);
  await other.query("rollback");
  await take();
  console.log(`alone: ${done} done, ${await left()} due and not locked`);
  await utils.release();
  await other.end();
})();
JS
node show.cjs "$folder/data" | tee seen.txt
cat >expected.txt <<'TXT'
beside another look: 0 done, 1 due and not locked
alone: 1 done, 0 due and not locked
TXT
diff expected.txt seen.txt && echo "as described: graphile-worker 0.17.3"
