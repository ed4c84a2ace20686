// The codes of Node and OpenSSL that say that a certificate is not trusted, is out of date, or is for another name.
export const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;
