// User data that is encoded already: it is sent in base64 by the provider, and would be encoded a second time. Pure.
import type { Desired } from "../core/desired.ts";
import { buildWarning, type Diagnostic } from "../core/diagnostic.ts";

/** What cloud-init knows user data by, in clear: its own formats, MIME, a script, or gzip. */
const BEGINNINGS = [/^#(cloud-|!|include|part-handler|upstart-job)/, /^(Content-Type|MIME-Version):/i, /^\u001f\u008b/];
const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/;

export function checkUserData(desired: Desired): readonly Diagnostic[] {
  const { userData } = desired.attributes;
  if (typeof userData !== "string" || !isEncoded(userData)) return [];
  const summary = `${desired.address}.userData is base64 already: it would be encoded twice, and cloud-init would ignore it`;
  return [
    buildWarning("provider.encoded-twice", summary, {
      range: desired.ranges["userData"] ?? desired.range,
      address: desired.address,
      fix: "give it in clear: base64 -d FILE > cloud-init.yaml, and ${file:./cloud-init.yaml}",
    }),
  ];
}

function isEncoded(text: string): boolean {
  if (!BASE64.test(text)) return false;
  try {
    const clear = atob(text.replace(/\s+/g, ""));
    return BEGINNINGS.some((beginning) => beginning.test(clear));
  } catch {
    return false;
  }
}
