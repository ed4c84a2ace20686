import { describe, expect, it } from "vitest";

import { parseFault, parseList } from "../../../src/state/s3/parse-list.ts";

const list = (inner: string) =>
  `<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</ListBucketResult>\n`;

describe("a list of objects", () => {
  it("gives keys, whatever they hold, and times", () => {
    const time = "2026-11-01T00:00:00.000Z";
    const entry = (key: string) => `<Contents><Key>${key}</Key><LastModified>${time}</LastModified></Contents>`;
    const found = parseList(list(["a/&amp;&apos;&#39;&#x27;.json", "я &lt;b&gt;"].map(entry).join("")));
    expect(found?.objects).toEqual([
      { key: "a/&'''.json", modifiedMs: Date.parse(time) },
      { key: "я <b>", modifiedMs: Date.parse(time) },
    ]);
    expect(found?.next).toBeUndefined();
  });

  it("says where the next page begins; one that says that there is more and not where is none", () => {
    const cut = "<IsTruncated>true</IsTruncated>";
    expect(parseList(list(`${cut}<NextContinuationToken>t&amp;</NextContinuationToken>`))?.next).toBe("t&");
    expect(parseList(list(cut))).toBeUndefined();
  });

  it.each([
    ["", undefined],
    ["{}", undefined],
    ["<html></html>", undefined],
    [list("").slice(0, -10), undefined],
  ])("%j is no list", (text, expected) => expect(parseList(text)).toBe(expected));

  it("of an error gives code and message", () => {
    expect(parseFault("<Error><Code>NoSuchBucket</Code><Message>a &amp; b</Message></Error>")).toEqual({
      code: "NoSuchBucket",
      message: "a & b",
    });
    expect(parseFault("nonsense")).toEqual({ code: "", message: "" });
  });
});
