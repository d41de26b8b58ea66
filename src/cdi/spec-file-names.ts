import { splitKind } from "./names.ts";
import type { SpecFormat } from "./print-spec.ts";

/** Whether runtimes load a file of this name from a spec directory. `.json` is such a name, `x.yml` is not. */
export function isSpecFileName(name: string): boolean {
  return name.endsWith(".json") || name.endsWith(".yaml");
}

/** Whether a file that no runtime loads was probably meant as a spec: `x.yml`, `x.YAML`, `x.Json`. */
export function isMistakenSpecFileName(name: string): boolean {
  return !isSpecFileName(name) && /\.(?:ya?ml|json)$/i.test(name);
}

/** The name, without ending, under which the specs of a kind are written: `nvidia.com-gpu`. */
export function specFileName(vendor: string, className: string): string {
  return `${vendor}-${className}`;
}

/**
 * The name, without ending, for a spec that lives as long as something else does, such as a container or a claim.
 * `transientId` tells it from the other specs of its kind; a slash in it becomes `_`.
 */
export function transientSpecFileName(vendor: string, className: string, transientId: string): string {
  return `${specFileName(vendor, className)}_${transientId.replaceAll("/", "_")}`;
}

/** The same for a kind written `VENDOR/CLASS`; undefined where it is not. */
export function specFileNameOfKind(kind: string, transientId?: string): string | undefined {
  const parts = splitKind(kind);
  if (!parts) return undefined;
  return transientId === undefined
    ? specFileName(parts.vendor, parts.class)
    : transientSpecFileName(parts.vendor, parts.class, transientId);
}

/** A file name that runtimes load: one with any other ending gets `.json` or `.yaml` appended, so `x.yml` becomes `x.yml.yaml`. */
export function withSpecFileEnding(name: string, format: SpecFormat = "yaml"): string {
  return isSpecFileName(name) ? name : `${name}.${format}`;
}

/** In which format a spec file of this name is written. */
export function formatOfSpecFile(name: string): SpecFormat {
  return name.endsWith(".json") ? "json" : "yaml";
}
