// Whose certificate a TLS connection has been given: a public authority's, or a private one's, as programs have that open TLS
// on the way.
import type tls from "node:tls";
import { loadTls } from "./late-modules.ts";

let known: ReadonlySet<string> | undefined;

/** The name of the authority at the end of the chain, where it is none of those that come with Node. */
export function findPrivateAuthority(socket: tls.TLSSocket): string | undefined {
  let certificate = socket.getPeerCertificate(true);
  if (certificate.raw === undefined) return undefined;
  // The last one of a chain names itself as its issuer.
  for (let next = certificate.issuerCertificate; next !== undefined && next !== certificate; ) {
    certificate = next;
    next = certificate.issuerCertificate;
  }
  const { rootCertificates } = loadTls();
  known ??= new Set(rootCertificates.map((pem) => pem.replace(/-----[A-Z ]+-----|\s/g, "")));
  if (known.has(certificate.raw.toString("base64"))) return undefined;
  const { CN, O } = certificate.subject;
  return [CN ?? O ?? "without a name"].flat().join(", ");
}
