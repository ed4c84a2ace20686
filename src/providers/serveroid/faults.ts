// Serveroid's error codes as faults. The codes and their meanings: [S002] "Примеры ошибок", M21, M22, and python-flops [PF].
import { type Effect, type Fault, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { provesNothing } from "../../http/status-fault.ts";

interface Meaning {
  readonly fault: Fault;
  readonly effect: Effect;
  readonly hint?: string;
}

const REFUSED: Meaning = { fault: "rejected", effect: "none" };
const FAILED: Meaning = { fault: "unavailable", effect: "unknown" };

/** At the call, an error envelope means that nothing was started; `unexpected.exception` alone proves nothing. */
const CODES: Readonly<Record<string, Meaning>> = {
  "error.not.owner": {
    fault: "unauthorised",
    effect: "none",
    hint: "check the credentials, and project: Serveroid answers a wrong one of each in the same way",
  },
  "error.object.not.found": { fault: "not-found", effect: "none" },
  "error.vm.not.found": { fault: "not-found", effect: "none" },
  "error.operation.already.started": { fault: "busy", effect: "none" },
  "error.vm.volume.under.operation": { fault: "busy", effect: "none" },
  "vm.limit.exceed": {
    fault: "quota",
    effect: "none",
    hint: "the account's limit of VMs is reached: ask support@serveroid.com for more",
  },
  "unexpected.exception": FAILED,
};

/** The two codes that mean success: the address was added or removed, only the guest was not reconfigured (M21, M22). */
const GUEST_WARNINGS: Readonly<Record<string, string>> = {
  "error.inet.ip.guest.add":
    "the address was added, but the guest system was not reconfigured: set it up there by hand",
  "error.inet.ip.guest.remove":
    "the address was removed, but the guest system still has it configured: remove it there by hand",
};

export function findGuestWarning(code: Json | undefined): string | undefined {
  return typeof code === "string" && Object.hasOwn(GUEST_WARNINGS, code) ? GUEST_WARNINGS[code] : undefined;
}

/** A code that is not known is a refusal, unless the HTTP status says that the server itself has failed. */
export function explainCode(code: Json | undefined, status = 200): Meaning {
  const known = typeof code === "string" && Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  return known ?? (provesNothing(status) ? FAILED : REFUSED);
}

/** The error that an envelope with `status: "ERROR"` stands for. Messages are the vendor's, in Russian. */
export function buildEnvelopeError(
  envelope: JsonObject,
  request: string,
  redact: (text: string) => string,
  status: number,
): ProviderError {
  const code = envelope["errorCode"];
  const meaning = explainCode(code, status);
  const text = envelope["errorMessage"];
  // The code is carried apart: it is not said twice.
  const message = redact(
    typeof text === "string" && text !== "" && typeof code === "string" ? text : describeFailure(envelope),
  );
  return new ProviderError(message, {
    fault: meaning.fault,
    effect: meaning.effect,
    request,
    ...(typeof code === "string" ? { vendorCode: redact(code) } : {}),
    ...(meaning.hint === undefined ? {} : { hint: meaning.hint }),
  });
}

/** Code, message and refused fields in one line, as far as they are there; missing and null are the same here. */
export function describeFailure(answer: JsonObject): string {
  const code = answer["errorCode"];
  const message = answer["errorMessage"];
  const fields = answer["fieldErrors"];
  const parts = [
    typeof code === "string" && code !== "" ? code : undefined,
    typeof message === "string" && message !== "" ? message : undefined,
    isJsonObject(fields) || Array.isArray(fields) ? `refused fields: ${JSON.stringify(fields)}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "refused without a code" : parts.join(": ");
}
