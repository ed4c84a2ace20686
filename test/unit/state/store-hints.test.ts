// What people can do where a store refuses them: the settings and variables by their names.
import { expect, it } from "vitest";
import { StateError } from "../../../src/core/errors.ts";
import type { RawAnswer } from "../../../src/http/answer.ts";
import { describeHttpFailure, ServerRefusal } from "../../../src/state/http/http-failure.ts";
import { describePostgresFailure, PostgresFailure } from "../../../src/state/postgres/postgres-failure.ts";

function hintOf(error: unknown): string {
  if (!(error instanceof StateError)) throw new Error("no error of the state");
  return error.hint ?? "";
}

it("a server of Terraform's protocol that wants a password", () => {
  const refusal = new ServerRefusal("GET of the state", { status: 401 } as RawAnswer);
  const hint = hintOf(describeHttpFailure("read", "https://gitlab.example/state", refusal));
  expect(hint).toContain("state.username");
  expect(hint).toContain("TF_HTTP_PASSWORD");
});

it("a PostgreSQL server without TLS", () => {
  const failure = new PostgresFailure(new Error("The server does not support SSL connections"));
  const hint = hintOf(describePostgresFailure("read", "postgres://db.example/shop", failure));
  expect(hint).toContain("ssl = on");
  expect(hint).toContain("insecure: true");
});
