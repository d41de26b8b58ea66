import { readFileSync } from "node:fs";

/** The cases of one conformance file, as the README beside it describes them. */
export function conformanceCases<Case>(name: string): Case {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8"));
}

export interface NameCase {
  readonly name: string;
  readonly valid: boolean;
}

export interface SpecCase {
  readonly file: string;
  readonly text: string;
  readonly valid: boolean;
  readonly validWithSchema: boolean;
  readonly devices: readonly string[];
}

export interface ScalarCase {
  readonly scalar: string;
  readonly name: string | null;
  readonly major?: number | null;
  readonly bool: boolean | null;
}

export interface SpecDirCase {
  readonly dir: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface RegistryCase {
  readonly dirs: readonly SpecDirCase[];
  readonly devices: readonly string[];
  readonly injectable: readonly string[];
  readonly filesWithErrors: readonly string[];
}

export interface InjectCase {
  readonly dirs: readonly SpecDirCase[];
  readonly oci: unknown;
  readonly devices: readonly string[];
  readonly ok: boolean;
  readonly unresolved?: readonly string[];
  readonly result?: unknown;
}

export interface HelperCases {
  readonly annotations: readonly { annotations: Record<string, string>; ok: boolean; devices: readonly string[] }[];
  readonly annotationKey: readonly { plugin: string; device: string; key: string | null }[];
  readonly specFileName: readonly { vendor: string; class: string; transientId: string | null; name: string }[];
}
