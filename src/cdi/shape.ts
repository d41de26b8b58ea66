/**
 * The shape of a CDI spec as a table: which fields an object has and what each may hold.
 * Both ways of reading a spec go by it: the strict check of a plain document and the reference's lenient decoding.
 */
export type Shape =
  | { readonly is: "string" }
  | { readonly is: "boolean" }
  | { readonly is: "integer"; readonly min: number; readonly max: number }
  | { readonly is: "list"; readonly of: Shape; readonly nullable: boolean }
  | { readonly is: "map"; readonly of: Shape }
  | ObjectShape;

export interface ObjectShape {
  readonly is: "object";
  readonly fields: Readonly<Record<string, Shape>>;
  /** Fields by their name in lower case. */
  readonly folded: ReadonlyMap<string, string>;
  /** The mandatory fields, each with the value that the reference reads where one is missing. */
  readonly mandatory: Readonly<Record<string, unknown>>;
  /** Null stands for the object's absence, instead of leaving it as it is. */
  readonly optional: boolean;
}

const string: Shape = { is: "string" };
const boolean: Shape = { is: "boolean" };
/** 64-bit in the reference; beyond 2^53 this project reports an error rather than a rounded number. */
const int64: Shape = { is: "integer", min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
const uint32: Shape = { is: "integer", min: 0, max: 0xffff_ffff };

/** A list whose null items are crashes in the reference (objects), or zero values (everything else). */
function list(of: Shape, nullable = of.is !== "object"): Shape {
  return { is: "list", of, nullable };
}

function object(fields: Record<string, Shape>, mandatory: Record<string, unknown> = {}, optional = false): ObjectShape {
  const folded = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  return { is: "object", fields, folded, mandatory, optional };
}

const annotations: Shape = { is: "map", of: string };

const deviceNode = object(
  {
    path: string,
    hostPath: string,
    type: string,
    major: int64,
    minor: int64,
    fileMode: uint32,
    permissions: string,
    uid: uint32,
    gid: uint32,
  },
  { path: "" },
);

const netDevice = object({ hostInterfaceName: string, name: string }, { hostInterfaceName: "", name: "" });

const hook = object(
  { hookName: string, path: string, args: list(string), env: list(string), timeout: int64 },
  { hookName: "", path: "" },
);

const mount = object(
  { hostPath: string, containerPath: string, options: list(string), type: string },
  { hostPath: "", containerPath: "" },
);

const intelRdt = object(
  { closID: string, l3CacheSchema: string, memBwSchema: string, schemata: list(string), enableMonitoring: boolean },
  {},
  true,
);

const containerEdits = object({
  env: list(string),
  deviceNodes: list(deviceNode),
  netDevices: list(netDevice),
  hooks: list(hook),
  mounts: list(mount),
  intelRdt,
  additionalGids: list(uint32),
});

/** One of the entries of `devices`. */
export const deviceShape = object({ name: string, annotations, containerEdits }, { name: "", containerEdits: {} });

export const specShape = object(
  { cdiVersion: string, kind: string, annotations, devices: list(deviceShape, true), containerEdits },
  { cdiVersion: "", kind: "", devices: [] },
);
