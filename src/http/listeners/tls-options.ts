import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { errorText } from "../../host/system-error.ts";

export interface TlsFiles {
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly clientCaFile: string | undefined;
}

/** For `https.createServer`. */
export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
  readonly minVersion: "TLSv1.2";
  readonly requestCert: boolean;
  /** Never: who has no good certificate is told so by the service, as who has no good token. */
  readonly rejectUnauthorized: false;
}

export type TlsReading = { readonly tls: TlsOptions | undefined } | { readonly mistakes: readonly string[] };

/**
 * Reads the certificate, its key and the CA of clients, and makes sure that they fit together. Without a certificate
 * there is no TLS. Nothing of what is in a file is in a message.
 */
export function readTls(files: TlsFiles, readFile: (path: string) => string): TlsReading {
  const mistakes: string[] = [];
  const read = (path: string | undefined): string | undefined => {
    try {
      return path === undefined ? undefined : readFile(path);
    } catch (error) {
      mistakes.push(`Cannot read ${path}: ${errorText(error)}`);
      return undefined;
    }
  };
  const [cert, key, ca] = [read(files.certificateFile), read(files.keyFile), read(files.clientCaFile)];
  if (mistakes.length > 0) return { mistakes };
  if (cert === undefined || key === undefined) return { tls: undefined };
  const tls: TlsOptions = {
    cert,
    key,
    ...(ca === undefined ? {} : { ca }),
    minVersion: "TLSv1.2",
    requestCert: ca !== undefined,
    rejectUnauthorized: false,
  };
  const check = (what: string, use: () => void) => {
    const fault = faultOf(use);
    if (fault !== undefined) mistakes.push(`Cannot use ${what}: ${fault}`);
  };
  check(`the certificate in ${files.certificateFile}`, () => createSecureContext({ cert }));
  check(`the key in ${files.keyFile}`, () => createSecureContext({ key }));
  if (ca !== undefined) check(`the client CA in ${files.clientCaFile}`, () => new X509Certificate(ca));
  if (mistakes.length > 0) return { mistakes };
  check(`the key in ${files.keyFile} with the certificate`, () => createSecureContext({ cert, key }));
  return mistakes.length > 0 ? { mistakes } : { tls };
}

/** What OpenSSL says, which is of the form alone. */
function faultOf(use: () => void): string | undefined {
  try {
    use();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
