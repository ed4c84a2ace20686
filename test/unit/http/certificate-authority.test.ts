import tls from "node:tls";
import { expect, it } from "vitest";

import { findPrivateAuthority } from "../../../src/http/certificate-authority.ts";

function chainOf(root: object) {
  const end: { issuerCertificate?: object } = { ...root };
  end.issuerCertificate = end;
  const leaf = { raw: Buffer.from("leaf"), subject: { CN: "api.example.com" }, issuerCertificate: end };
  return { getPeerCertificate: () => leaf } as unknown as tls.TLSSocket;
}

it("an authority that comes with Node is a public one", () => {
  const [pem = ""] = tls.rootCertificates;
  const raw = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ""), "base64");
  expect(findPrivateAuthority(chainOf({ raw, subject: { CN: "Public" } }))).toBeUndefined();
});

it("any other is named", () => {
  const raw = Buffer.from("root");
  expect(findPrivateAuthority(chainOf({ raw, subject: { CN: "Gate" } }))).toBe("Gate");
  expect(findPrivateAuthority(chainOf({ raw, subject: { O: "Firm" } }))).toBe("Firm");
  expect(findPrivateAuthority(chainOf({ raw, subject: {} }))).toBe("without a name");
});

it("no certificate says nothing", () => {
  expect(findPrivateAuthority({ getPeerCertificate: () => ({}) } as unknown as tls.TLSSocket)).toBeUndefined();
});
