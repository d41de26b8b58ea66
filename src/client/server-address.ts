/** Where a service listens. */
export interface ServerAddress {
  /** As it was given. */
  readonly text: string;
  readonly isTls: boolean;
  readonly target: { readonly socketPath: string } | { readonly host: string; readonly port: number };
  /** What the paths of requests begin with, for a service behind a proxy; empty otherwise. */
  readonly prefix: string;
}

/** Reads `unix:/path`, `http://host:port` and `https://host:port`; undefined where the text is none of them. */
export function parseServerAddress(text: string): ServerAddress | undefined {
  if (text.startsWith("unix:")) {
    const socketPath = text.slice("unix:".length);
    return socketPath === "" || socketPath.includes("\0")
      ? undefined
      : { text, isTls: false, target: { socketPath }, prefix: "" };
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:\/\//i.test(text)) return undefined;
  // Credentials in an address end up in logs and in the list of processes: there is a token for them.
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return undefined;
  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { text, isTls, target: { host, port }, prefix: url.pathname.replace(/\/+$/, "") };
}
