import { qualifiedName, splitKind } from "../cdi/names.ts";
import type { Device, Spec } from "../cdi/spec.ts";
import type { SpecFile } from "./spec-file.ts";

/** A file that was read as a spec. */
export interface ValidSpecFile extends SpecFile {
  readonly spec: Spec;
}

export function isValidSpecFile(file: SpecFile): file is ValidSpecFile {
  return file.spec !== undefined;
}

/** One definition of a device, in one file. Whether it counts is for the snapshot to say. */
export class DefinedDevice {
  /** Fully qualified: `vendor.com/class=device`. */
  readonly name: string;
  readonly file: ValidSpecFile;
  /** What the file says of the device. Shared, so not to be changed. */
  readonly definition: Device;

  constructor(file: ValidSpecFile, definition: Device) {
    this.name = qualifiedName(file.spec.kind, definition.name);
    this.file = file;
    this.definition = definition;
  }

  get spec(): Spec {
    return this.file.spec;
  }

  get path(): string {
    return this.file.path;
  }

  get priority(): number {
    return this.file.priority;
  }

  get kind(): string {
    return this.file.spec.kind;
  }

  get vendor(): string {
    return splitKind(this.kind)?.vendor ?? "";
  }

  get class(): string {
    return splitKind(this.kind)?.class ?? "";
  }

  /** The device's name within its kind. */
  get device(): string {
    return this.definition.name;
  }
}

export function definedDevices(file: SpecFile): DefinedDevice[] {
  return isValidSpecFile(file) ? file.spec.devices.map((device) => new DefinedDevice(file, device)) : [];
}
