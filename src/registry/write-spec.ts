import { mkdirSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { isPlainSpec } from "../cdi/plain-spec.ts";
import { printSpec, type SpecFormat } from "../cdi/print-spec.ts";
import { quote } from "../cdi/quote.ts";
import { readWholeSpec } from "../cdi/read-whole-spec.ts";
import { referenceRules } from "../cdi/rules/reference-rules.ts";
import { walkSpec } from "../cdi/rules/walk.ts";
import type { Spec } from "../cdi/spec.ts";
import { formatOfSpecFile, specFileNameOfKind, withSpecFileEnding } from "../cdi/spec-file-names.ts";
import { isDirectory } from "../host/is-directory.ts";
import { errorText, isMissing } from "../host/system-error.ts";
import { isError, type Problem, problem } from "../problems.ts";
import { replaceFile } from "./replace-file.ts";

export interface WriteSpecOptions {
  /** The file's name. Default: `VENDOR-CLASS`, or `VENDOR-CLASS_ID` with a transient ID. */
  readonly name?: string;
  /** Tells a spec that lives as long as a container or a claim from the others of its kind. */
  readonly transientId?: string;
  /** The ending for a name that has none, or one that no runtime loads. Default: `yaml`. */
  readonly format?: SpecFormat;
  /** Comments that stand in front, complete with their line breaks. */
  readonly head?: string;
}

export type SpecWriting = { readonly path: string } | { readonly problems: readonly Problem[] };

/**
 * Writes a spec into a spec directory, which is made where it is missing, for everyone to read. Runtimes see the old file
 * or the new one, never a part. A spec that they would refuse is not written, be it for text that no file can hold, such
 * as half of a character; nor is one whose name has a slash, or nothing but dots.
 */
export function writeSpec(dir: string, spec: Spec, options: WriteSpecOptions = {}): SpecWriting {
  const flaws = findFlaws(spec);
  if (flaws.length > 0) return { problems: flaws };
  const name = withSpecFileEnding(
    options.name ?? specFileNameOfKind(spec.kind, options.transientId) ?? "",
    options.format,
  );
  const path = join(dir, name);
  const text = `${options.head ?? ""}${printSpec(spec, formatOfSpecFile(name))}`;
  const unreadable = readWholeSpec(text).problems.filter(isError);
  if (unreadable.length > 0) return { problems: unreadable.map(({ code, message }) => problem(code, message)) };
  const failure = badName(name, path) ?? makeDirectory(dir) ?? replaceFile(path, text, { mode: 0o644 });
  return failure ? { problems: [failure] } : { path };
}

/** Removes a spec that was written under this name. One that is not there is no problem. */
export function removeSpec(dir: string, name: string, format?: SpecFormat): Problem | undefined {
  const path = join(dir, withSpecFileEnding(name, format));
  try {
    const refusal = badName(name, path);
    if (!refusal) unlinkSync(path);
    return refusal;
  } catch (error) {
    return isMissing(error)
      ? undefined
      : problem("unwritable-file", `Cannot remove spec: ${errorText(error)}`, { path });
  }
}

function findFlaws(spec: Spec): Problem[] {
  if (!isPlainSpec(spec)) {
    return [
      problem("wrong-type", "Cannot write spec: a field is unknown to the specification or has another type there"),
    ];
  }
  return walkSpec(spec, referenceRules).map(({ code, message }) => problem(code, message));
}

function badName(name: string, path: string): Problem | undefined {
  const bare = name.replace(/\.(?:json|yaml)$/, "");
  const fault = name.includes("/") ? "has a slash" : /^\.*$/.test(bare) ? "has nothing but dots before its ending" : "";
  if (fault === "") return undefined;
  return problem("unwritable-file", `Cannot use ${quote(name)} as the name of a spec: it ${fault}`, { path });
}

function makeDirectory(dir: string): Problem | undefined {
  try {
    makeDirectories(dir);
    return undefined;
  } catch (error) {
    return problem("unwritable-file", `Cannot make directory: ${errorText(error)}`, { path: dir });
  }
}

/** Node's own recursion never ends where a file system says that the parent is missing though it is there, as /proc does. */
function makeDirectories(dir: string): void {
  if (isDirectory(dir)) return;
  const parent = dirname(dir);
  if (parent !== dir) makeDirectories(parent);
  try {
    mkdirSync(dir, { mode: 0o755 });
  } catch (error) {
    if (!isDirectory(dir)) throw error;
  }
}
