// A word to the engine that much of what it holds is garbage. It begins to look for garbage, beside the program, once it holds
// more outside its heap than it did; without that it lets a heap grow to four times what is in use before it looks.

/** Asked for and never touched: no memory stands behind it. */
const ASIDE_BYTES = 96 * 1024 * 1024;

/** Costs some 30 ms of a heap of 100 MB, most of it in other threads: to be called where tens of megabytes have become useless. */
export function relieveHeap(setAside: (bytes: number) => ArrayBufferLike = asArrayBuffer): void {
  try {
    setAside(ASIDE_BYTES);
  } catch {
    // Nothing can be set aside here (a limit of address space): the engine collects when it must.
  }
}

const asArrayBuffer = (bytes: number): ArrayBuffer => new ArrayBuffer(bytes);

/** Calls it each time that so much of what is noted (bytes, turns) has come to nothing. */
export function createRelief(every: number, relieve = relieveHeap): { note(amount: number): void } {
  let noted = 0;
  return {
    note: (amount) => {
      noted += amount;
      if (noted < every) return;
      noted = 0;
      relieve();
    },
  };
}
