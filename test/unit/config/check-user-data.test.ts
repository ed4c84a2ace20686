// User data that somebody has encoded before us is told; what only looks like it is not.
import { expect, it } from "vitest";
import { checkUserData } from "../../../src/vendor-kit/check-user-data.ts";
import { sampleDesired } from "../../support/sample-desired.ts";

const codes = (userData: string) =>
  checkUserData(sampleDesired("vms.edge", { userData }, { provider: "gcore", vendor: "gcore" })).map(
    ({ code }) => code,
  );
const encode = (text: string) => Buffer.from(text).toString("base64");
const CLOUD = "#cloud-config\nusers: [{ name: ops }]\n";

it.each([
  encode(CLOUD),
  `${encode(CLOUD)}\n`,
  (encode(CLOUD).match(/.{1,20}/g) ?? []).join("\n"),
  encode("#!/bin/sh\necho hello world\n"),
  encode('Content-Type: multipart/mixed; boundary="x"\n'),
])("%j is encoded", (text) => {
  expect(codes(text)).toEqual(["provider.encoded-twice"]);
});

it.each([CLOUD, "#!/bin/sh\necho hi\n", "## template: jinja\n#cloud-config\n", "#ps1_sysnative\n", "", "${file:x}"])(
  "%j is taken as it is",
  (text) => {
    expect(codes(text)).toEqual([]);
  },
);

it.each([encode("nothing that cloud-init knows"), "abcdefghijklmnop", "\n#cloud-config\n", "users: []\n"])(
  "%j has no header",
  (text) => {
    expect(codes(text)).toEqual(["provider.user-data-header"]);
  },
);
