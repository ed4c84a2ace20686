// Gcore's lists against answers of all kinds: what was not read is never taken as not there.
import { describe, expect, it } from "vitest";
import type { HttpRequest, RawAnswer } from "../../../../src/http/answer.ts";
import { createGcoreClient } from "../../../../src/providers/gcore/client.ts";
import { NOTHING_TOLD } from "../../../support/no-intermediaries.ts";

const ROWS = [1, 2, 3, 4, 5].map((id) => ({ id: `id-${id}` }));
const idsOf = (rows: readonly object[]) => rows.map((row) => (row as { id: string }).id);

function connect(answer: (offset: number) => object) {
  const offsets: number[] = [];
  const read = async ({ query = [] }: HttpRequest): Promise<RawAnswer> => {
    const offset = Number(new Map(query).get("offset"));
    offsets.push(offset);
    const body = JSON.stringify(answer(offset));
    return { status: 200, headers: {}, body, bytes: body.length };
  };
  const http = { read, send: read, close: async () => undefined, ...NOTHING_TOLD };
  return {
    offsets,
    client: createGcoreClient(http, "key", { redact: (text) => text }, () => 0),
  };
}

describe("pages that are smaller than asked for", () => {
  it("are followed to the total", async () => {
    const { client, offsets } = connect((at) => ({ count: 5, results: ROWS.slice(at, at + 2) }));
    expect(idsOf(await client.list("/v1/volumes/1/2", [], {}))).toEqual(idsOf(ROWS));
    expect(offsets).toEqual([0, 1, 2, 3]);
  });

  it("are followed to an empty one where no total is told", async () => {
    const { client, offsets } = connect((at) => ({ results: ROWS.slice(at, at + 2) }));
    expect(idsOf(await client.list("/v1/volumes/1/2", [], {}))).toEqual(idsOf(ROWS));
    expect(offsets).toEqual([0, 1, 2, 3, 4]);
  });

  it("of a single row each are followed, too", async () => {
    const { client, offsets } = connect((at) => ({ count: 5, results: ROWS.slice(at, at + 1) }));
    expect(idsOf(await client.list("/v1/volumes/1/2", [], {}))).toEqual(idsOf(ROWS));
    expect(offsets).toEqual([0, 1, 2, 3, 4]);
  });

  it("are an error where fewer come than the total says", async () => {
    const { client } = connect((at) => ({ count: 6, results: ROWS.slice(at, at + 2) }));
    await expect(client.list("/v1/volumes/1/2", [], {})).rejects.toMatchObject({ fault: "malformed", effect: "none" });
  });
});

it("a list that knows neither a total nor pages ends", async () => {
  const { client, offsets } = connect(() => ({ results: [...ROWS, { name: "without an id" }] }));
  expect(await client.list("/v1/volumes/1/2", [], {})).toHaveLength(6);
  expect(offsets).toEqual([0, 5]);
});
