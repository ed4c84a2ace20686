// The codes of Node and OpenSSL that say that a certificate is not trusted, is out of date, or is for another name, and what
// people can do about each.
export const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;

/** `whereUntrusted`: what to do where nobody vouches for it. */
export function sayCertificateFix(code: string, whereUntrusted: string): string {
  if (/HAS_EXPIRED|NOT_YET_VALID/.test(code))
    return "the server needs a certificate that is valid today; or is the clock of this machine wrong?";
  if (code.includes("ALTNAME")) return "name the server as its certificate does, if it is the right server";
  return whereUntrusted;
}
