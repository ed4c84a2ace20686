// A form as multipart/form-data, as the vendor's own samples send it. Deterministic: the boundary depends on the values only.

const CRLF = "\r\n";

export function buildMultipart(fields: Readonly<Record<string, string>>): { contentType: string; text: string } {
  const values = Object.values(fields).join("");
  let boundary = "trueup-form";
  while (values.includes(boundary)) boundary += "-x";
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}${CRLF}Content-Disposition: form-data; name="${escapeName(name)}"${CRLF}${CRLF}${value}${CRLF}`,
  );
  return { contentType: `multipart/form-data; boundary=${boundary}`, text: `${parts.join("")}--${boundary}--${CRLF}` };
}

function escapeName(name: string): string {
  return name.replace(/"/g, "%22").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
