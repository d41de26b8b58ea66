import type { ConfigurationWorld } from "../../../src/http/configuration/configuration-world.ts";

/** A machine with some files and the group `gpu`, on which root starts the service with nothing given. */
export function worldOf(
  files: Readonly<Record<string, string>> = {},
  rest: Partial<ConfigurationWorld> = {},
): ConfigurationWorld {
  const readFile = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error("no such file or directory");
    return text;
  };
  const findGroup = (name: string) => (name === "gpu" ? 44 : undefined);
  return { env: {}, flags: new Map(), uid: 0, isActivated: false, readFile, findGroup, ...rest };
}

export function flagsOf(flags: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(flags));
}
