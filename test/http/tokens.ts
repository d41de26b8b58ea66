import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../registry/directories.ts";

/** Who has which scopes; the text of each token is its name, twice. */
const holders = {
  reader: "read",
  editor: "edits",
  scheduler: "read,edits",
  operator: "admin",
  root: "read,edits,admin",
  late: "read,edits,admin",
} as const;

export type Holder = keyof typeof holders;

/** The path of a token file with all of them; the token of `late` has expired. */
export function tokenFile(): string {
  const lines = Object.entries(holders).map(([name, scopes]) => {
    const digest = createHash("sha256").update(`${name}${name}`).digest("hex");
    return `${name} ${scopes} sha256:${digest}${name === "late" ? " expires=2020-01-01T00:00:00Z" : ""}`;
  });
  const path = join(temporaryDirectory(), "tokens");
  writeFileSync(path, `# Tokens of the tests\n\n${lines.join("\n")}\n`);
  return path;
}

export function bearer(holder: Holder): { readonly authorization: string } {
  return { authorization: `Bearer ${holder}${holder}` };
}
