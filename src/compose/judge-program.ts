// The program itself and what the environment does to every TLS connection.
import { readFile } from "node:fs/promises";
import { type Judgement, judgeOk, judgeProblem } from "../core/finding.ts";
import type { Surroundings } from "./surroundings.ts";
import { VERSION } from "./version.ts";

export async function judgeProgram(env: Surroundings["env"]): Promise<readonly Judgement[]> {
  const { platform, arch, versions } = process;
  const facts = { trueup: VERSION, node: versions.node, platform, arch };
  return [
    judgeOk("doctor.program", `trueup ${VERSION}, Node ${versions.node}, ${platform} ${arch}`, { facts }),
    await judgeCertificates(env),
  ];
}

const CODE = "doctor.certificates";

async function judgeCertificates(env: Surroundings["env"]): Promise<Judgement> {
  const path = env["NODE_EXTRA_CA_CERTS"] ?? "";
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0")
    return judgeProblem(CODE, "NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is checked, anybody may answer", {
      fixes: ["unset it; for a private authority set NODE_EXTRA_CA_CERTS to its certificate"],
    });
  if (path === "") return judgeOk(CODE, "the authorities that come with Node are trusted, no others");
  try {
    const count = (await readFile(path, "utf8")).split("-----BEGIN CERTIFICATE-----").length - 1;
    if (count > 0)
      return judgeOk(CODE, `${path} (NODE_EXTRA_CA_CERTS): ${count} more trusted`, { facts: { path, count } });
    return unusable(path, "holds no certificate in PEM form");
  } catch {
    return unusable(path, "cannot be read");
  }
}

function unusable(path: string, why: string): Judgement {
  return judgeProblem(CODE, `${path} ${why}: Node goes on without it`, {
    fixes: ["let NODE_EXTRA_CA_CERTS name a file of certificates (PEM), or unset it"],
    facts: { path },
  });
}
