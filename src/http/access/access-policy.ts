import { errorText } from "../../host/system-error.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { AccessPolicy } from "./authorize.ts";
import { readTokenFile } from "./token-file.ts";
import { TokenTable } from "./token-table.ts";

/** The credentials that a configuration names, or what is wrong with them. */
export function accessPolicy(
  { tokenFile, tls }: Pick<Configuration, "tokenFile" | "tls">,
  readFile: (path: string) => string,
): { readonly policy: AccessPolicy } | { readonly mistakes: readonly string[] } {
  const certificateScopes = tls.clientCaFile === undefined ? undefined : tls.clientScopes;
  if (tokenFile === undefined) return { policy: { tokens: undefined, certificateScopes } };
  let text: string;
  try {
    text = readFile(tokenFile);
  } catch (error) {
    return { mistakes: [`Cannot read ${tokenFile}: ${errorText(error)}`] };
  }
  const reading = readTokenFile(text, tokenFile);
  if ("mistakes" in reading) return reading;
  return { policy: { tokens: new TokenTable(reading.tokens), certificateScopes } };
}
