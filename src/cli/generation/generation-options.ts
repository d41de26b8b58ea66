import { isClassName, isVendorName, splitKind } from "../../cdi/names.ts";
import { normalizeVersion, usableVersions } from "../../cdi/versions.ts";
import type { HostPlaces } from "../../generation/host-places.ts";
import type { GenerationOptions } from "../../generation/run-generators.ts";
import { type GeneratorName, generatorNames } from "../../generators/generator-names.ts";
import type { CommandContext } from "../command.ts";
import { UsageError } from "../parse-arguments.ts";

/** What the line of `generate` asks for. */
export interface GenerationRequest {
  readonly names: readonly GeneratorName[];
  /** All that apply, whichever they are. */
  readonly isAll: boolean;
  /** One spec is printed, not a list. */
  readonly isSingle: boolean;
  readonly places: HostPlaces;
  readonly options: GenerationOptions;
  readonly purpose: Purpose;
}

const purposes = ["output", "write", "check", "diff", "watch"] as const;

/** What is to come of the specs. */
export type Purpose = "print" | (typeof purposes)[number];

/** @throws UsageError */
export function generationRequest({ positionals, options, format }: CommandContext): GenerationRequest {
  const isAll = positionals.includes("all");
  const names = generatorNames.filter((name) => isAll || positionals.includes(name));
  const isSingle = !isAll && names.length === 1;
  const [purpose = "print", other] = purposes.filter((name) => options.has(name));
  if (other !== undefined) throw new UsageError(`--${purpose} and --${other} exclude each other`);
  const kind = options.get("kind")?.[0];
  if (kind !== undefined && !isSingle) throw new UsageError("--kind is for one generator");
  if (kind !== undefined && !isKind(kind))
    throw new UsageError(`--kind must be VENDOR/CLASS, not ${JSON.stringify(kind)}`);
  const empty = ["root", "dev-root", "driver-root", "output"].find((name) => options.get(name)?.[0] === "");
  if (empty !== undefined) throw new UsageError(`--${empty} needs a path`);
  const highest = versionIn(options.get("cdi-version")?.[0]);
  if (
    (purpose === "write" || purpose === "watch") &&
    format === "json" &&
    highest !== undefined &&
    !hasAnnotations(highest)
  )
    throw new UsageError(`--${purpose} cannot mark JSON of a --cdi-version below 0.6.0 as generated; write YAML`);
  return {
    names,
    isAll,
    isSingle,
    places: {
      root: options.get("root")?.[0],
      devRoot: options.get("dev-root")?.[0],
      driverRoot: options.get("driver-root")?.[0],
    },
    options: {
      ...(kind !== undefined && { kind }),
      hooks: options.get("hooks")?.[0] === "none" ? "none" : "auto",
      highest,
      values: options,
    },
    purpose,
  };
}

function isKind(text: string): boolean {
  const parts = splitKind(text);
  return parts !== undefined && isVendorName(parts.vendor) && isClassName(parts.class);
}

function versionIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const version = normalizeVersion(text);
  if (usableVersions.includes(version)) return version;
  throw new UsageError(`--cdi-version must be one of ${usableVersions.join(", ")}, not ${JSON.stringify(text)}`);
}

function hasAnnotations(version: string): boolean {
  return usableVersions.indexOf(version) >= usableVersions.indexOf("0.6.0");
}
