// Objects that were made twice are named so that a shell hands the name on as it stands.
import { expect, it } from "vitest";
import { quoteSurplus } from "../../../src/core/surplus.ts";
import { sayCompleted, sayStarted } from "../../../src/render/operation-words.ts";

it("quotes what a shell would expand, and nothing else", () => {
  expect(quoteSurplus({ address: "vms.db", remoteId: "7" })).toBe("vms.db=7");
  expect(quoteSurplus({ address: "vms.web[0]", remoteId: "7" })).toBe("'vms.web[0]=7'");
});

it("says of a deletion beside the address what is true of a surplus and of a replaced object", () => {
  const about = { address: "vms.db", action: "delete-deposed", remoteId: "7" } as const;
  expect(sayStarted(about)).toBe("vms.db: Destroying the one left over... [id=7]");
  expect(sayCompleted(about, 3000)).toBe("vms.db: Destruction of the one left over complete after 3s");
});
