// The file that keeps compiled code. V8 takes what it is given: it does not look whether a bit has changed. So the file holds
// everything twice, and is passed over unless both are the same; comparing them needs nothing that Node would have to load.
import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

export interface CompiledChunk {
  /** Of the chunk's source, whose size and time tell whether it is still the same. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** What V8 made of it. */
  readonly compiled: Buffer;
}

const MAGIC = 0x70757274;
const HEAD = 16;
/** V8 reads whole words. */
const ALIGNED = 8;
const KEPT_DAYS = 60;
/** Files: some 25 MB. */
const MOST = 10;

/** By path; undefined where there is none, where it is damaged, and where somebody else could have written it. */
export function readCompiled(file: string): ReadonlyMap<string, CompiledChunk> | undefined {
  try {
    // A pipe would hold whoever opens it.
    if (!isOurs(lstatSync(dirname(file))) || !lstatSync(file).isFile()) return undefined;
    const bytes = readOurs(file);
    if (bytes === undefined || bytes.length < HEAD || bytes.readUInt32LE(0) !== MAGIC) return undefined;
    const [length, listLength] = [bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
    if (bytes.length !== HEAD + 2 * length) return undefined;
    const body = bytes.subarray(HEAD, HEAD + length);
    if (!body.equals(bytes.subarray(HEAD + length))) return undefined;
    return decode(body, listLength);
  } catch {
    return undefined;
  }
}

/** What is looked at is what is read, whatever happens to its name meanwhile. */
function readOurs(file: string): Buffer | undefined {
  const opened = openSync(file, "r");
  try {
    return isOurs(fstatSync(opened)) ? readFileSync(opened) : undefined;
  } finally {
    closeSync(opened);
  }
}

/** Whoever can write these files runs code as us. */
function isOurs({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** Whole or not at all. A program that cannot keep it is none the worse: callers say nothing of what this throws. */
export function writeCompiled(file: string, chunks: readonly CompiledChunk[]): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(lstatSync(folder))) return;
  const aside = `${file}.${process.pid}`;
  try {
    writeFileSync(aside, encode(chunks), { mode: 0o600, flag: "wx" });
    renameSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
  removeOld(folder, basename(file));
}

type Listed = readonly [path: string, size: number, mtimeMs: number, start: number, end: number];

function decode(body: Buffer, listLength: number): ReadonlyMap<string, CompiledChunk> {
  const list = JSON.parse(body.toString("utf8", 0, listLength)) as readonly Listed[];
  const codes = body.subarray(align(listLength));
  return new Map(
    list.map(([path, size, mtimeMs, start, end]) => [
      path,
      { path, size, mtimeMs, compiled: codes.subarray(start, end) },
    ]),
  );
}

/** Magic number, length of a copy, length of its list, nothing; then both copies: the list, and the codes at whole words. */
function encode(chunks: readonly CompiledChunk[]): Buffer {
  let end = 0;
  const list = chunks.map(({ path, size, mtimeMs, compiled }): Listed => {
    const start = align(end);
    end = start + compiled.length;
    return [path, size, mtimeMs, start, end];
  });
  const text = Buffer.from(JSON.stringify(list));
  const body = Buffer.alloc(align(text.length) + align(end));
  text.copy(body);
  for (const [index, { compiled }] of chunks.entries())
    compiled.copy(body, align(text.length) + (list[index]?.[3] ?? 0));
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(text.length, 8);
  return Buffer.concat([head, body, body]);
}

function align(length: number): number {
  return Math.ceil(length / ALIGNED) * ALIGNED;
}

const OURS = /^[a-z]+-[0-9a-f]{16}\.bin(\.\d+)?$/;

/** Of builds and Nodes that are gone: what is too old, and what is too much. */
function removeOld(folder: string, kept: string): void {
  const others = readdirSync(folder)
    .filter((name) => OURS.test(name) && name !== kept)
    .map((name) => ({ path: join(folder, name), stat: lstatSync(join(folder, name)) }))
    .filter(({ stat }) => !stat.isDirectory())
    .sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs);
  for (const [index, { path, stat }] of others.entries())
    if (index >= MOST - 1 || Date.now() - stat.mtimeMs > KEPT_DAYS * 86_400_000) rmSync(path, { force: true });
}
