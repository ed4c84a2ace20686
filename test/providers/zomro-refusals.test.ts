// What the panel's refusals mean: told by their type, and only where that says too little by their words.
import { describe, expect, it } from "vitest";
import { buildDocError } from "../../src/providers/zomro/faults.ts";

const refused = (type: string, text: string) =>
  buildDocError(
    { $type: type, msg: { $: text } },
    "POST / service.stop",
    { redact: (secret) => secret },
    {
      func: "service.stop",
      status: 200,
      effect: "unknown",
    },
  );

describe("a refusal of the type access", () => {
  it.each(["Instance is busy", "The instance is BUSY, try again later"])("%s: waited for", (text) => {
    const { fault, hint, effect } = refused("access", text);
    expect({ fault, hint, effect }).toEqual({ fault: "busy", hint: undefined, effect: "none" });
  });

  it.each(["Insufficient privileges", "The image is protected from deletion", "Access of business users only"])(
    "%s: the credentials are not good for it",
    (text) => {
      expect(refused("access", text)).toMatchObject({
        fault: "unauthorised",
        hint: "check user name and password, or the session",
      });
    },
  );
});
