import { readFileSync } from "node:fs";

/** The folders of all packages that the command needs when it runs, those of its dependencies included. */
export function productionModules(): readonly string[] {
  const locked: Readonly<Record<string, { readonly dev?: boolean }>> = JSON.parse(
    readFileSync("package-lock.json", "utf8"),
  ).packages;
  return Object.entries(locked).flatMap(([path, { dev }]) => (path === "" || dev ? [] : path));
}
