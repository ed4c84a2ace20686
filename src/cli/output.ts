// Standard output and standard error. Node's own stream objects are opened only for a terminal: loading them takes longer
// than most commands take to write, and a file or a pipe needs no more than a write.
import { fstatSync, statSync, writeSync } from "node:fs";

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  /** Resolves once everything has left the process. */
  flush(): Promise<void>;
}

export function openOutput(fd: 1 | 2): Output {
  if (mayBeTerminal(fd)) {
    const stream = fd === 1 ? process.stdout : process.stderr;
    if (stream.isTTY === true) return openStream(stream);
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

function openStream(stream: NodeJS.WriteStream): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!isGone(error)) throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: true,
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    flush: () =>
      new Promise((resolve) => {
        if (stream.destroyed || stream.writableEnded) resolve();
        else stream.write("", () => resolve());
      }),
  };
}

/** Writes are complete when they return, as those of Node's streams on files and pipes are. */
function openDescriptor(fd: number): Output {
  let isClosed = false;
  return {
    write(text) {
      if (isClosed) return;
      try {
        writeAll(fd, Buffer.from(text));
      } catch (error) {
        // What accompanies the work must not end it: a log whose disk is full is left as it is.
        if (fd !== 2 && (!(error instanceof Error) || !isGone(error))) throw error;
        isClosed = true;
      }
    },
    isTerminal: false,
    columns: undefined,
    rows: undefined,
    flush: async () => undefined,
  };
}

const PAUSE_MS = 5;

function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      // A pipe that somebody else has made non-blocking, and whose reader is slow.
      if (!(error instanceof Error) || codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** A reader that went away (`| head`) is no failure: what it does not read is not missed, and the run goes on to its end. */
function isGone(error: NodeJS.ErrnoException): boolean {
  return codeOf(error) === "EPIPE" || codeOf(error) === "EBADF";
}

function codeOf(error: NodeJS.ErrnoException): string | undefined {
  return error.code;
}
