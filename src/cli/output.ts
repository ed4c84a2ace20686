// Standard output and standard error. Node's own stream objects are opened only for a terminal: loading them takes longer
// than most commands take to write, and a file or a pipe needs no more than a write.
import { fstatSync, statSync, write, writeSync } from "node:fs";

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly isFile: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  /** Resolves once everything has left the process. */
  flush(): Promise<void>;
}

export function openOutput(fd: 1 | 2): Output {
  if (mayBeTerminal(fd)) {
    const stream = fd === 1 ? process.stdout : process.stderr;
    if (stream.isTTY === true) return openTerminal(fd, stream);
  }
  return openDescriptor(fd);
}

/** Every terminal is a character device; the null device is one, too, and no terminal. */
function mayBeTerminal(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isCharacterDevice() && stat.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
  } catch {
    return false;
  }
}

/** A terminal may be held (Ctrl-S), and nothing may wait for that: it is written like a pipe. The stream tells its size. */
function openTerminal(fd: number, stream: NodeJS.WriteStream): Output {
  // A prompt goes by the stream itself.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!isGone(error)) throw error;
  });
  const { write: send, flush } = openPipe(fd);
  return {
    write: send,
    isTerminal: true,
    isFile: false,
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    flush,
  };
}

/** A file takes what it is given at once; a pipe may have a reader that pauses, and nothing may wait for that. */
function openDescriptor(fd: number): Output {
  return isPipe(fd) ? openPipe(fd) : openFile(fd);
}

function isRegularFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

function isPipe(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

/** Writes are complete when they return. */
function openFile(fd: number): Output {
  let isClosed = false;
  return {
    write(text) {
      if (isClosed) return;
      const bytes = Buffer.from(text);
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
      } catch (error) {
        // What accompanies the work must not end it: a log whose disk is full is left as it is.
        if (fd !== 2 && (!(error instanceof Error) || !isGone(error))) throw error;
        isClosed = true;
      }
    },
    isTerminal: false,
    isFile: isRegularFile(fd),
    columns: undefined,
    rows: undefined,
    flush: async () => undefined,
  };
}

/** What is written to one pipe, or one terminal, by both names keeps its order. */
const queues = new Map<string, Promise<void>>();

function openPipe(fd: number): Output {
  const { dev, ino } = fstatSync(fd);
  const pipe = `${dev}:${ino}`;
  let isClosed = false;
  return {
    write(text) {
      const bytes = Buffer.from(text);
      const send = async (): Promise<void> => {
        if (isClosed) return;
        // A reader that went away, or a pipe that broke: what is not read is not missed.
        isClosed = !(await writeAll(fd, bytes));
      };
      queues.set(pipe, (queues.get(pipe) ?? Promise.resolve()).then(send));
    },
    isTerminal: false,
    isFile: false,
    columns: undefined,
    rows: undefined,
    flush: async () => queues.get(pipe),
  };
}

const PAUSE_MS = 5;

/** False where the pipe takes no more. */
async function writeAll(fd: number, bytes: Uint8Array): Promise<boolean> {
  for (let done = 0; done < bytes.length; ) {
    const { error, written } = await new Promise<{ error: NodeJS.ErrnoException | null; written: number }>((resolve) =>
      write(fd, bytes, done, bytes.length - done, null, (problem, count) =>
        resolve({ error: problem, written: problem === null ? count : 0 }),
      ),
    );
    done += written;
    // A pipe that somebody else has made non-blocking, and whose reader is slow.
    if (error !== null && codeOf(error) === "EAGAIN") await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    else if (error !== null) return false;
  }
  return true;
}

/** A reader that went away (`| head`) is no failure: what it does not read is not missed, and the run goes on to its end. */
function isGone(error: NodeJS.ErrnoException): boolean {
  return codeOf(error) === "EPIPE" || codeOf(error) === "EBADF";
}

function codeOf(error: NodeJS.ErrnoException): string | undefined {
  return error.code;
}
