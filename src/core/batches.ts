// Questions that are answered together: whoever asks while an answer is under way shares the next one. So no answer is
// older than its question, however many ask. Knows neither time nor network.

/** Answers in the order of the items; called with one batch at a time. */
export type AnswerAll<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

interface Asked<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export function createBatches<Item, Answer>(answerAll: AnswerAll<Item, Answer>): (item: Item) => Promise<Answer> {
  let waiting: Asked<Item, Answer>[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    // Those who ask in the same turn of the event loop share the first one.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting;
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

/** What fails for all is asked for each: the trouble of one is not that of the others. */
async function answerBatch<Item, Answer>(
  batch: readonly Asked<Item, Answer>[],
  answerAll: AnswerAll<Item, Answer>,
): Promise<void> {
  try {
    const answers = await answerAll(batch.map(({ item }) => item));
    for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
  } catch (error) {
    const [only, ...others] = batch;
    if (others.length === 0) only?.reject(error);
    else for (const asked of batch) await answerBatch([asked], answerAll);
  }
}
