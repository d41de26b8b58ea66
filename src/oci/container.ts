import { entriesIn, listIn, numberIn, numbersIn, objectIn, stringIn, stringsIn } from "./json-reading.ts";

/** What an OCI runtime spec says of a container, as far as it bears on devices, by the names of the specification. */
export interface Container {
  readonly process: ContainerProcess;
  readonly root: { readonly path: string | undefined; readonly readonly: boolean };
  readonly mounts: readonly ContainerMount[];
  readonly hooks: ReadonlyMap<string, readonly ContainerHook[]>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly linux: ContainerLinux;
}

export interface ContainerProcess {
  readonly user: { readonly uid: number; readonly gid: number; readonly additionalGids: readonly number[] };
  /** Undefined where the spec gives none, which leaves none. */
  readonly capabilities: Readonly<Record<CapabilitySet, readonly string[]>> | undefined;
  readonly rlimits: readonly { readonly type: string; readonly hard: number; readonly soft: number }[];
  readonly noNewPrivileges: boolean;
  readonly apparmorProfile: string | undefined;
  readonly selinuxLabel: string | undefined;
  readonly env: readonly string[];
}

const capabilitySets = ["bounding", "effective", "inheritable", "permitted", "ambient"] as const;
export type CapabilitySet = (typeof capabilitySets)[number];

export interface ContainerMount {
  readonly destination: string;
  readonly type: string | undefined;
  readonly source: string | undefined;
  readonly options: readonly string[];
}

export interface ContainerHook {
  /** Empty where the spec gives none, which no runtime can run. */
  readonly path: string;
  readonly args: readonly string[];
  /** Undefined where the hook has no environment of its own. */
  readonly env: readonly string[] | undefined;
  readonly timeout: number | undefined;
}

export interface ContainerLinux {
  readonly devices: readonly ContainerDevice[];
  /** Undefined where the spec gives no list. */
  readonly deviceRules: readonly DeviceRule[] | undefined;
  readonly namespaces: readonly { readonly type: string; readonly path: string | undefined }[];
  readonly uidMappings: readonly IdMapping[];
  readonly gidMappings: readonly IdMapping[];
  /** As it stands in the spec; it has a reader of its own. */
  readonly seccomp: unknown;
  readonly maskedPaths: readonly string[];
  readonly readonlyPaths: readonly string[];
  readonly mountLabel: string | undefined;
  readonly rootfsPropagation: string | undefined;
  readonly cgroupsPath: string | undefined;
  /** The names of host interfaces, and what they are called in the container. */
  readonly netDevices: ReadonlyMap<string, string>;
  readonly hasIntelRdt: boolean;
}

export interface ContainerDevice {
  readonly path: string;
  readonly type: string;
  readonly major: number | undefined;
  readonly minor: number | undefined;
  readonly fileMode: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/** An entry of `linux.resources.devices`; an absent number stands for any. */
export interface DeviceRule {
  readonly allow: boolean;
  readonly type: string | undefined;
  readonly major: number | undefined;
  readonly minor: number | undefined;
  readonly access: string | undefined;
}

export interface IdMapping {
  readonly containerID: number;
  readonly hostID: number;
  readonly size: number;
}

/** Reads the JSON of an OCI runtime spec. Never fails: what is of a wrong type is for the runtime to complain of. */
export function readContainer(json: unknown): Container {
  const spec = objectIn(json);
  const root = objectIn(spec["root"]);
  return {
    process: processIn(objectIn(spec["process"])),
    root: { path: stringIn(root["path"]), readonly: root["readonly"] === true },
    mounts: listIn(spec["mounts"], mountIn),
    hooks: entriesIn(spec["hooks"], (hooks) => listIn(hooks, hookIn)),
    annotations: entriesIn(spec["annotations"], stringIn),
    linux: linuxIn(objectIn(spec["linux"])),
  };
}

function processIn(process: Readonly<Record<string, unknown>>): ContainerProcess {
  const user = objectIn(process["user"]);
  const capabilities = objectIn(process["capabilities"]);
  const set = (name: CapabilitySet): string[] => stringsIn(capabilities[name]);
  const [bounding, effective, inheritable, permitted, ambient] = capabilitySets.map(set);
  return {
    user: {
      uid: numberIn(user["uid"]) ?? 0,
      gid: numberIn(user["gid"]) ?? 0,
      additionalGids: numbersIn(user["additionalGids"]),
    },
    capabilities:
      process["capabilities"] === undefined
        ? undefined
        : {
            bounding: bounding ?? [],
            effective: effective ?? [],
            inheritable: inheritable ?? [],
            permitted: permitted ?? [],
            ambient: ambient ?? [],
          },
    rlimits: listIn(process["rlimits"], (item) => {
      const { type, hard, soft } = objectIn(item);
      return typeof type === "string" ? { type, hard: numberIn(hard) ?? 0, soft: numberIn(soft) ?? 0 } : undefined;
    }),
    noNewPrivileges: process["noNewPrivileges"] === true,
    apparmorProfile: stringIn(process["apparmorProfile"]),
    selinuxLabel: stringIn(process["selinuxLabel"]),
    env: stringsIn(process["env"]),
  };
}

function linuxIn(linux: Readonly<Record<string, unknown>>): ContainerLinux {
  const rules = objectIn(linux["resources"])["devices"];
  return {
    devices: listIn(linux["devices"], deviceIn),
    deviceRules: Array.isArray(rules) ? listIn(rules, ruleIn) : undefined,
    namespaces: listIn(linux["namespaces"], (item) => {
      const { type, path } = objectIn(item);
      return typeof type === "string" ? { type, path: stringIn(path) } : undefined;
    }),
    uidMappings: listIn(linux["uidMappings"], mappingIn),
    gidMappings: listIn(linux["gidMappings"], mappingIn),
    seccomp: linux["seccomp"],
    maskedPaths: stringsIn(linux["maskedPaths"]),
    readonlyPaths: stringsIn(linux["readonlyPaths"]),
    mountLabel: stringIn(linux["mountLabel"]),
    rootfsPropagation: stringIn(linux["rootfsPropagation"]),
    cgroupsPath: stringIn(linux["cgroupsPath"]),
    netDevices: netDevicesIn(linux["netDevices"]),
    hasIntelRdt: Object.keys(objectIn(linux["intelRdt"])).length > 0,
  };
}

function mountIn(item: unknown): ContainerMount | undefined {
  const { destination, type, source, options } = objectIn(item);
  if (typeof destination !== "string") return undefined;
  return { destination, type: stringIn(type), source: stringIn(source), options: stringsIn(options) };
}

function hookIn(item: unknown): ContainerHook {
  const { path, args, env, timeout } = objectIn(item);
  return {
    path: stringIn(path) ?? "",
    args: stringsIn(args),
    env: env === undefined ? undefined : stringsIn(env),
    timeout: numberIn(timeout),
  };
}

function deviceIn(item: unknown): ContainerDevice | undefined {
  const { path, type, major, minor, fileMode, uid, gid } = objectIn(item);
  if (typeof path !== "string") return undefined;
  return {
    path,
    type: stringIn(type) ?? "",
    major: numberIn(major),
    minor: numberIn(minor),
    fileMode: numberIn(fileMode),
    uid: numberIn(uid),
    gid: numberIn(gid),
  };
}

function ruleIn(item: unknown): DeviceRule | undefined {
  const { allow, type, major, minor, access } = objectIn(item);
  return {
    allow: allow === true,
    type: stringIn(type),
    major: numberIn(major),
    minor: numberIn(minor),
    access: stringIn(access),
  };
}

function mappingIn(item: unknown): IdMapping | undefined {
  const { containerID, hostID, size } = objectIn(item);
  return { containerID: numberIn(containerID) ?? 0, hostID: numberIn(hostID) ?? 0, size: numberIn(size) ?? 0 };
}

function netDevicesIn(value: unknown): Map<string, string> {
  const names = entriesIn(value, (item) => stringIn(objectIn(item)["name"]) ?? "");
  return new Map([...names].map(([host, name]) => [host, name === "" ? host : name]));
}
