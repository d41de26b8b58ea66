import { createHash } from "node:crypto";
import type { SpecSummary } from "../../contract/schemas.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import type { SpecFile } from "../../registry/spec-file.ts";
import { Turns } from "../../registry/turns.ts";

const digests = new WeakMap<SpecFile, string>();

/** A name for what a file is loaded as: of its path, and of the spec or else of what is wrong with it. */
export function specDigest(file: SpecFile): string {
  const known = digests.get(file);
  if (known !== undefined) return known;
  const content = JSON.stringify([file.path, file.spec ?? file.problems]);
  const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  digests.set(file, digest);
  return digest;
}

export function specSummary(file: SpecFile): SpecSummary {
  const { path, priority, spec } = file;
  const digest = specDigest(file);
  if (!spec) return { digest, path, priority, valid: false };
  const { kind, cdiVersion, devices } = spec;
  return { digest, path, priority, valid: true, kind, cdiVersion, devices: devices.length };
}

/** The file of a snapshot with this digest. */
export async function findByDigest(snapshot: Snapshot, digest: string): Promise<SpecFile | undefined> {
  const turns = new Turns();
  for (const file of snapshot.files()) {
    if (specDigest(file) === digest) return file;
    if (turns.isOver) await turns.next();
  }
  return undefined;
}
