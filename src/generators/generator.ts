import type { Device, Spec } from "../cdi/spec.ts";
import type { HostTree } from "../host/host-tree.ts";
import type { Problem } from "../problems.ts";

/** Whether a host has what a generator writes specs of, and why or why not, for people. */
export interface Detection {
  readonly applies: boolean;
  readonly reason: string;
}

/** A machine to write specs of. */
export interface GeneratorHost {
  /** The machine's files. */
  readonly tree: HostTree;
  /** Where its device nodes are, where that is not `/dev` of the same tree; their paths get no prefix. */
  readonly devices: HostTree;
  /** Where its vendor's driver files are, likewise. */
  readonly driver: HostTree;
}

/** What a person can ask of a spec that is to be written. What a generator has no use for it leaves alone. */
export interface GeneratorOptions {
  /** `VENDOR/CLASS` in place of the generator's own. */
  readonly kind?: string;
  /** Whether the spec may name hooks that are installed on the host. */
  readonly hooks: "auto" | "none";
  /** Options of one generator, by the name of the flag. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** What a generator found: a spec, unless there is nothing to write, and what is worth knowing of the rest. */
export interface Generated {
  readonly spec: Spec | undefined;
  readonly problems: readonly Problem[];
}

/** A path by which a change of the machine shows. */
export interface Signal {
  readonly path: string;
  /** Which part of the machine it is on. Default: `tree`. */
  readonly on?: keyof GeneratorHost;
  /** How many directories below the path are looked at too, links not followed. Default: none. */
  readonly depth?: number;
}

/** Writes specs of one kind of device by looking at a host. One odd device is a problem and never the end of the others. */
export interface Generator {
  /** As on the command line: `nvidia`. */
  readonly name: string;
  /** The kind of its spec where no other is asked for. */
  readonly kind: string;
  readonly detect: (host: GeneratorHost) => Detection;
  readonly generate: (host: GeneratorHost, options: GeneratorOptions) => Generated;
  /**
   * What the spec is made of that can change while the machine runs: files and directories, whose contents are looked at
   * again and again, so only small ones.
   */
  readonly signals: readonly Signal[];
  /** Whether a device of an older spec is still there, though it is not found now. */
  readonly isHidden?: (host: GeneratorHost, device: Device) => boolean;
}
