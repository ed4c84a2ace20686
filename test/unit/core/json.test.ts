import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameJson, type Json, type JsonObject, jsonAt, sortJson, withJsonAt } from "../../../src/core/json.ts";

describe("json", () => {
  it("is the same whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled = JSON.parse(JSON.stringify(sortJson(value as Json))) as Json;
        return isSameJson(JSON.parse(JSON.stringify(value)) as Json, shuffled);
      }),
    );
  });

  it("differs where one value does", () => {
    expect(isSameJson({ a: [1, { b: null }] }, { a: [1, { b: 0 }] })).toBe(false);
    expect(isSameJson({ a: 1 }, { a: 1, b: undefined as unknown as null })).toBe(false);
    expect(isSameJson([], {})).toBe(false);
  });

  it("reads, sets and removes at a path without touching the original", () => {
    const value: JsonObject = { a: { b: 1 } };
    expect(jsonAt(withJsonAt(value, "a.c", 2), "a.c")).toBe(2);
    expect(withJsonAt(value, "a.b", undefined)).toEqual({ a: {} });
    expect(withJsonAt(value, "x.y", 1)).toEqual({ a: { b: 1 }, x: { y: 1 } });
    expect(value).toEqual({ a: { b: 1 } });
  });

  it("finds and sets a key with dots below its map", () => {
    const value: JsonObject = { tags: { "app.io/name": "a", app: { io: 1 } } };
    expect(jsonAt(value, "tags.app.io/name")).toBe("a");
    expect(withJsonAt(value, "tags.app.io/name", undefined)).toEqual({ tags: { app: { io: 1 } } });
    expect(jsonAt(value, "tags.app.io")).toBe(1);
  });

  it("never reads from a prototype", () => {
    expect(jsonAt({}, "constructor.name")).toBeUndefined();
    expect(jsonAt({ a: 1 }, "__proto__")).toBeUndefined();
  });
});
