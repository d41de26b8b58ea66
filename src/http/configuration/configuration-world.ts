import { readFileSync } from "node:fs";
import { findGroup } from "./find-group.ts";
import type { Flags } from "./gather-flags.ts";

/** What a configuration is made from. */
export interface ConfigurationWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: Flags;
  readonly uid: number;
  /** Whether the service manager hands sockets over; the default socket is not for such a service. */
  readonly isActivated: boolean;
  /** Throws as a system call does. */
  readonly readFile: (path: string) => string;
  /** The number of a group by its name. */
  readonly findGroup: (name: string) => number | undefined;
}

/** The world of this process. */
export function processWorld(flags: Flags, isActivated: boolean): ConfigurationWorld {
  return {
    env: process.env,
    flags,
    uid: process.geteuid?.() ?? 0,
    isActivated,
    readFile: (path) => readFileSync(path, "utf8"),
    findGroup,
  };
}
