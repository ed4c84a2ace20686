import { describe, expect, it } from "vitest";

import { StateError } from "../../../src/core/errors.ts";
import { describePostgresFailure, PostgresFailure } from "../../../src/state/postgres/postgres-failure.ts";

function judge(message: string, code?: string) {
  const failure = new PostgresFailure(Object.assign(new Error(message), code === undefined ? {} : { code }));
  const told = describePostgresFailure("read", "postgres://h:5432/d", failure);
  return { isPassing: failure.isPassing, hint: told instanceof StateError ? told.hint : undefined };
}

describe("what a failure of PostgreSQL tells to do", () => {
  it.each([
    ["self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT", "sslrootcert=FILE"],
    ["unable to verify the first certificate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "sslrootcert=FILE"],
    ["certificate has expired", "CERT_HAS_EXPIRED", "valid today"],
    ["certificate is not yet valid", "CERT_NOT_YET_VALID", "clock"],
    ["Hostname/IP does not match certificate's altnames", "ERR_TLS_CERT_ALTNAME_INVALID", "as its certificate does"],
    ["error:05800074:x509 certificate routines::key values mismatch", "ERR_OSSL_X509_KEY_VALUES_MISMATCH", "sslkey"],
    ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string", undefined, "PGPASSWORD"],
    ["unsupported startup parameter: options", "08P01", "PGOPTIONS"],
    ["The server does not support SSL connections", undefined, "ssl = on"],
  ])("%s (%s)", (message, code, words) => {
    const { isPassing, hint } = judge(message, code);
    expect(isPassing).toBe(false);
    expect(hint).toContain(words);
  });

  it("what passes is told to be tried again", () => {
    for (const [message, code] of [
      ["connect ECONNREFUSED", "ECONNREFUSED"],
      ["server closed the connection", "08006"],
    ] as const)
      expect(judge(message, code)).toMatchObject({
        isPassing: true,
        hint: expect.stringContaining("run the same command"),
      });
  });
});
