// The tables, made where they are missing. Looks before it creates: who may use them need not have the right to make them.

import { type Database, isWithoutTables } from "./database.ts";
import { PostgresFailure } from "./postgres-failure.ts";
import { createTables, selectStack } from "./statements.ts";

/** `if not exists` of two at once fails for one of them: 23505 of the catalogue, 42710, 42P06, 42P07. */
const MADE_BY_ANOTHER = new Set(["23505", "42710", "42P06", "42P07"]);
const ROUNDS = 10;

export async function createMissingTables(database: Database): Promise<void> {
  for (let round = 1; !(await hasTables(database)); round += 1) {
    for (const statement of createTables(database.tables)) {
      try {
        await database.retry(database.patience(), () => database.documents.query(statement, []));
      } catch (error) {
        const isMade = error instanceof PostgresFailure && MADE_BY_ANOTHER.has(error.code);
        if (!isMade || round === ROUNDS) throw error;
        break;
      }
    }
  }
}

async function hasTables({ documents, tables, stack, ...database }: Database): Promise<boolean> {
  try {
    await database.retry(database.patience(), async () => {
      await documents.query(selectStack(tables), [stack]);
      await documents.query(`select 1 from ${tables.serials} where stack = $1 limit 1`, [stack]);
    });
    return true;
  } catch (error) {
    if (isWithoutTables(error)) return false;
    throw error;
  }
}
