// `state migrate` and `state rekey`: never two live states, never a copy that was not read back, and nothing left in clear.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { type MoveRequest, moveState } from "../../../src/run/move-state.ts";
import { rekeyState } from "../../../src/run/rekey-state.ts";
import { createRekeyCodec } from "../../../src/state/choose-codec.ts";
import { createEncryptedCodec } from "../../../src/state/encrypted-codec.ts";
import { guardBackend } from "../../../src/state/guard-backend.ts";
import { writeRecovery } from "../../../src/state/recovery-file.ts";
import { rewriteSerials } from "../../../src/state/rewrite-serials.ts";
import { sampleDocument } from "../../support/sample-state.ts";
import { codeOf, type OpenedOwn, openOwn } from "./own-state.ts";

const document = sampleDocument();
const NOW = "2026-11-29T12:00:00Z";

const move = (source: OpenedOwn, target: OpenedOwn, more: Partial<MoveRequest> = {}) =>
  moveState(source, target, { operation: "state migrate", now: NOW, approve: async () => true, ...more });

async function isLive({ backend }: OpenedOwn): Promise<boolean> {
  const found = await backend.read();
  return found !== undefined && found.migrated === undefined;
}

class Killed extends Error {}

/** Dies at the n-th moment: before and after each write of either state. Nothing is written afterwards, no lock given back. */
function createKill(at: number) {
  let moments = 0;
  const moment = () => {
    moments += 1;
    if (moments >= at) throw new Killed();
  };
  const own = (opened: OpenedOwn): OpenedOwn => ({
    ...opened,
    backend: {
      ...opened.backend,
      async create(next) {
        moment();
        await opened.backend.create(next);
        moment();
      },
      async acquire(request) {
        const lease = await opened.backend.acquire(request);
        return { ...lease, leftMs: () => lease.leftMs(), release: async () => undefined };
      },
    },
  });
  return { own };
}

async function freeLock({ backend }: OpenedOwn): Promise<void> {
  const holder = await backend.holder();
  if (holder !== undefined) await backend.unlock(holder.id);
}

/** As every other command is refused. */
async function refusalOf({ backend }: OpenedOwn): Promise<string> {
  const error: unknown = await guardBackend(backend)
    .read()
    .catch((reason: unknown) => reason);
  return error instanceof Error ? error.message : "not refused";
}

describe("migrate", () => {
  it("copies under the same serial and marks the old one, which keeps its content", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document, document);
    expect(await move(source, target)).toEqual({ serial: 2 });
    expect(await target.backend.read()).toMatchObject({
      ...{ serial: 2, lineage: document.lineage, resources: document.resources, pending: document.pending },
    });
    const old = await source.backend.read();
    expect(old).toMatchObject({ serial: 4, resources: document.resources });
    expect(old?.migrated).toEqual({ to: target.path, at: NOW });
    expect([await source.backend.holder(), await target.backend.holder()]).toEqual([undefined, undefined]);
  });

  it("answered with no, or with a place that holds another state: both are as before", async () => {
    const [source, target, other] = [await openOwn(), await openOwn(), await openOwn()];
    await source.store(document);
    expect(await move(source, target, { approve: async () => false })).toEqual({ serial: undefined });
    expect(await target.backend.read()).toBeUndefined();
    await other.store({ ...document, lineage: "other" });
    expect(await codeOf(move(source, other))).toBe("state.exists");
    expect(await isLive(source)).toBe(true);
    expect((await other.backend.read())?.lineage).toBe("other");
  });

  it("refuses a later version of itself at the new place: somebody works there", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    await target.store(document, { ...document, files: ["more.yaml"] });
    expect(await codeOf(move(source, target))).toBe("state.exists");
    expect(await isLive(source)).toBe(true);
  });

  it("is refused while either is locked, and leaves no lock of its own", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    const lease = await target.backend.acquire({ operation: "apply", waitMs: 0 });
    expect(await codeOf(move(source, target))).toBe("locked");
    expect(await source.backend.holder()).toBeUndefined();
    await lease.release();
    const own = await source.backend.acquire({ operation: "apply", waitMs: 0 });
    expect(await codeOf(move(source, target))).toBe("locked");
    expect(await target.backend.holder()).toBeUndefined();
    await own.release();
    expect(await isLive(source)).toBe(true);
  });

  it("from nothing, from a migrated one, to itself, or to another stack is refused", async () => {
    const [source, target, third] = [await openOwn(), await openOwn(), await openOwn()];
    expect(await codeOf(move(source, target))).toBe("state.none");
    await source.store(document);
    expect(await codeOf(move(source, source))).toBe("state.same-place");
    expect(await codeOf(move(source, { ...target, stack: "other" }))).toBe("state.wrong-stack");
    await move(source, target);
    expect(await codeOf(move(source, third))).toBe("moved-away");
  });

  it("goes back over the marked copy, above its serial", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    await move(source, target);
    expect(await move(target, source)).toEqual({ serial: 4 });
    expect([await isLive(source), await isLive(target)]).toEqual([true, false]);
  });

  it("killed before or after any write: never are two live, and the same command goes on", async () => {
    for (let killedAt = 1; killedAt <= 6; killedAt += 1) {
      const [source, target] = [await openOwn(), await openOwn()];
      await source.store(document);
      const kill = createKill(killedAt);
      const error: unknown = await move(kill.own(source), kill.own(target)).catch((reason: unknown) => reason);
      expect(error, `killed at ${killedAt}`).toBeInstanceOf(Killed);
      const live = [await isLive(source), await isLive(target)];
      expect(live.filter(Boolean).length, `killed at ${killedAt}: ${live}`).toBeLessThan(2);
      for (const own of [source, target]) await freeLock(own);
      if (await isLive(source)) expect(await target.backend.read()).toBeUndefined();
      else if (killedAt < 6) expect(await refusalOf(source)).toContain("was broken off");
      const isDone = (await source.backend.read())?.migrated?.isUnderWay === undefined && !(await isLive(source));
      if (!isDone) expect(await move(source, target), `killed at ${killedAt}`).toHaveProperty("serial");
      expect([await isLive(source), await isLive(target)]).toEqual([false, true]);
      expect(await target.backend.read()).toMatchObject({ resources: document.resources, pending: document.pending });
      expect((await source.backend.read())?.migrated).toEqual({ to: target.path, at: NOW });
    }
  });

  it("goes on where the new place was used since", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    const kill = createKill(5);
    await move(kill.own(source), kill.own(target)).catch(() => undefined);
    for (const own of [source, target]) await freeLock(own);
    const lease = await target.backend.acquire({ operation: "apply", waitMs: 0 });
    await target.backend.create({ ...document, serial: 2, files: ["new.yaml"], token: lease.token });
    await lease.release();
    expect(await move(source, target)).toEqual({ serial: 2 });
    expect(await target.backend.read()).toMatchObject({ files: ["new.yaml"] });
    expect(await isLive(source)).toBe(false);
  });

  it("a place that cannot be written: the old one is in use again", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    const create = async () => {
      throw new StateError("unwritable", "the disk is full");
    };
    expect(await codeOf(move(source, { ...target, backend: { ...target.backend, create } }))).toBe("unwritable");
    expect(await source.backend.read()).toMatchObject({ serial: 3, resources: document.resources });
    expect(await isLive(source)).toBe(true);
  });

  it("a place that gives back something else: neither is used until a person has looked", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    let written: StateDocument | undefined;
    const backend = {
      ...target.backend,
      create: async (next: StateDocument) => {
        written = next;
      },
      read: async () => (written === undefined ? undefined : { ...written, resources: {} }),
    };
    expect(await codeOf(move(source, { ...target, backend }))).toBe("corrupt");
    expect(await refusalOf(source)).toContain("was broken off");
    const third = await openOwn();
    expect(await codeOf(move(source, third))).toBe("moved-away");
  });

  it("waits for what an earlier run has left to take up", async () => {
    const [source, target] = [await openOwn(), await openOwn()];
    await source.store(document);
    await writeRecovery({ ...document, settled: [] }, source.recoveryFolder);
    expect(await codeOf(move(source, target))).toBe("state.recoverable");
  });

  it("to an encrypted place writes nothing in clear there", async () => {
    const target = await openOwn(createEncryptedCodec({ passphrase: "correct horse", previous: [] }));
    const source = await openOwn();
    await source.store(document);
    await move(source, target);
    expect(await readFile(target.path, "utf8")).not.toContain("vms.web");
  });
});

describe("rekey", () => {
  const encryption = { passphrase: "correct horse", previous: [] };

  async function textsOf({ path, recoveryFolder }: OpenedOwn): Promise<string[]> {
    const serials = (await readdir(`${path}.d`)).filter((name) => name.startsWith("serial"));
    const beside = (await readdir(recoveryFolder)).filter((name) => name.endsWith(".json"));
    const paths = [
      ...serials.map((name) => join(`${path}.d`, name)),
      ...beside.map((name) => join(recoveryFolder, name)),
    ];
    return Promise.all(paths.map((file) => readFile(file, "utf8")));
  }

  it("leaves nothing in clear: not the newest, not the older ones, not what a run has left", async () => {
    const plain = await openOwn();
    await plain.store(document, document, document);
    await writeRecovery({ ...document, settled: [] }, plain.recoveryFolder);
    const codec = createRekeyCodec(encryption, false);
    const own = { ...plain, codec, backend: (await openAt(plain, codec)).backend };
    const end = await rekeyState(own, {
      ...{ operation: "state rekey", approve: async () => true },
      rewriteSerials: () => rewriteSerials(plain.path, codec),
    });
    expect(end).toEqual({ serial: 4, history: { rewritten: 4, left: [] }, recoveries: 1 });
    const texts = await textsOf(plain);
    expect(texts).toHaveLength(6);
    for (const text of texts) expect(text).not.toContain("vms.web");
    const strict = await openAt(plain, createEncryptedCodec(encryption));
    expect(await strict.backend.read()).toMatchObject({ serial: 4, resources: document.resources });
    expect((await strict.backend.readSerial(2)).serial).toBe(2);
  });

  it("answered with no changes nothing", async () => {
    const plain = await openOwn();
    await plain.store(document);
    const before = await textsOf(plain);
    const codec = createRekeyCodec(encryption, false);
    const own = { ...plain, codec, backend: (await openAt(plain, codec)).backend };
    const rewrite = () => rewriteSerials(plain.path, codec);
    const end = await rekeyState(own, { operation: "x", approve: async () => false, rewriteSerials: rewrite });
    expect(end.history).toBeUndefined();
    expect(await textsOf(plain)).toEqual(before);
  });
});

/** The same files under another codec. */
async function openAt({ path }: OpenedOwn, codec: Parameters<typeof openOwn>[0]): Promise<OpenedOwn> {
  return openOwn(codec, path);
}
