// Questions that are answered together: whoever asks while an answer is under way shares the next one. So no answer is
// older than its question, however many ask. Knows neither time nor network.
import { groupBy } from "./group-by.ts";

/** Answers in the order of the items, of which no two have the same key; called with one batch at a time, unless that has failed. */
export type AnswerAll<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

interface Asked<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** `keyOf`: the same for the same question, which is asked once for all who have it. */
export function createBatches<Item, Answer>(
  answerAll: AnswerAll<Item, Answer>,
  keyOf: (item: Item) => string,
): (item: Item) => Promise<Answer> {
  let waiting: Asked<Item, Answer>[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    // Those who ask in the same turn of the event loop share the first one.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = [...groupBy(waiting, ({ item }) => keyOf(item)).values()];
      waiting = [];
      await answerBatch(batch, answerAll);
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void run();
    });
}

/**
 * What fails for all is asked for each: the trouble of one is not that of the others. At the same time, since a source that
 * answers nobody is waited for as long as for one.
 */
async function answerBatch<Item, Answer>(
  batch: readonly (readonly Asked<Item, Answer>[])[],
  answerAll: AnswerAll<Item, Answer>,
): Promise<void> {
  try {
    const answers = await answerAll(batch.flatMap(([first]) => (first === undefined ? [] : [first.item])));
    for (const [index, group] of batch.entries()) for (const { resolve } of group) resolve(answers[index] as Answer);
  } catch (error) {
    if (batch.length > 1) await Promise.all(batch.map((group) => answerBatch([group], answerAll)));
    else for (const { reject } of batch.flat()) reject(error);
  }
}
