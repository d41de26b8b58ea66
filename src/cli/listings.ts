import { textTable } from "./text-table.ts";

/** What `list` found, for programs and for people. */
export interface Listing {
  readonly data: readonly unknown[];
  readonly text: string;
}

export interface ListedDevice {
  readonly name: string;
  readonly kind: string;
  /** The path of the spec that defines it. */
  readonly spec: string;
  readonly priority: number;
  readonly annotations: Readonly<Record<string, string>>;
}

export function listDevices(devices: readonly ListedDevice[]): Listing {
  return { data: devices, text: textTable(devices.map(({ name, spec }) => [name, spec])) };
}

/** A spec file; nothing is known of what is in one that is no spec. */
export interface ListedSpec {
  readonly path: string;
  readonly priority: number;
  readonly valid: boolean;
  readonly kind?: string;
  readonly cdiVersion?: string;
  /** How many it defines. */
  readonly devices?: number;
}

export function listSpecs(specs: readonly ListedSpec[]): Listing {
  const rows = specs.map(({ path, valid, kind = "", cdiVersion, devices }) =>
    valid ? [path, kind, `CDI ${cdiVersion}`, `${devices} devices`] : [path, "invalid"],
  );
  return { data: specs, text: textTable(rows) };
}

export interface ListedDirectory {
  readonly path: string;
  readonly priority: number;
  readonly state: string;
}

export function listDirectories(directories: readonly ListedDirectory[]): Listing {
  const rows = directories.map(({ path, priority, state }) => [path, `priority ${priority}`, state]);
  return { data: directories, text: textTable(rows) };
}

export function listNames(names: readonly string[]): Listing {
  return { data: names, text: names.map((name) => `${name}\n`).join("") };
}
