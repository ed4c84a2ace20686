// User data that the machine would not understand: encoded twice, or without what cloud-init knows it by. Pure.
import type { Desired } from "../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../core/diagnostic.ts";

/** What cloud-init knows user data by, in clear: its own formats, MIME, a script, or gzip. */
const BEGINNINGS = [/^#(cloud-|!|include|part-handler|upstart-job)/, /^(Content-Type|MIME-Version):/i, /^\u001f\u008b/];
/** A template of cloud-init itself, and what cloudbase-init on Windows knows it by. */
const OTHER_BEGINNINGS = [/^## *template:/, /^#ps1/i, /^<(powershell|script)>/i, /^rem cmd/i];
const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/;
const MOST_BYTES = 48 * 1024;

export function checkUserData(desired: Desired): readonly Diagnostic[] {
  const { userData, userDataBase64 } = desired.attributes;
  if (userData !== undefined && userDataBase64 !== undefined)
    return [
      buildError("config.conflict", `${desired.address} has both userData and userDataBase64`, {
        ...placeOf(desired, "userDataBase64"),
        fix: "keep one of them",
      }),
    ];
  if (typeof userDataBase64 === "string") return checkBytes(desired, userDataBase64);
  if (typeof userData !== "string") return [];
  if (isEncoded(userData)) {
    const summary = `${desired.address}.userData is base64 already: it would be encoded twice, and cloud-init would ignore it`;
    const fix = "give it in clear (${file:./cloud-init.yaml}), or as userDataBase64";
    return [buildWarning("provider.encoded-twice", summary, { ...placeOf(desired, "userData"), fix })];
  }
  return checkBeginning(desired, "userData", userData);
}

function checkBytes(desired: Desired, text: string): readonly Diagnostic[] {
  const bytes = text.replace(/\s+/g, "").length % 4 === 0 ? decode(text) : undefined;
  const refuse = (summary: string, fix: string): readonly Diagnostic[] => [
    buildError("config.invalid-value", `${desired.address}.userDataBase64 is ${summary}`, {
      ...placeOf(desired, "userDataBase64"),
      fix,
    }),
  ];
  if (bytes === undefined)
    return isReference(text) ? [] : refuse("no base64", "take it from a file: ${base64:./cloud-init.gz}");
  if (bytes.length > MOST_BYTES)
    return refuse(`of more than ${MOST_BYTES / 1024} KiB`, "compress it, or fetch the rest by #include");
  return checkBeginning(desired, "userDataBase64", bytes);
}

function checkBeginning(desired: Desired, field: string, text: string): readonly Diagnostic[] {
  if (text === "" || isReference(text)) return [];
  if ([...BEGINNINGS, ...OTHER_BEGINNINGS].some((beginning) => beginning.test(text))) return [];
  return [
    buildWarning(
      "provider.user-data-header",
      `${desired.address}.${field} does not begin as cloud-init expects it: it would be ignored`,
      {
        ...placeOf(desired, field),
        fix: "begin with #cloud-config, #! and a shell, or a MIME header",
      },
    ),
  ];
}

/** A value that is not at hand yet stands as its reference. */
function isReference(text: string): boolean {
  return text.startsWith("${");
}

function placeOf(desired: Desired, field: string) {
  return { range: desired.ranges[field] ?? desired.range, address: desired.address };
}

function isEncoded(text: string): boolean {
  const clear = BASE64.test(text) ? decode(text) : undefined;
  return clear !== undefined && BEGINNINGS.some((beginning) => beginning.test(clear));
}

/** One character for each byte. */
function decode(text: string): string | undefined {
  try {
    return atob(text.replace(/\s+/g, ""));
  } catch {
    return undefined;
  }
}
