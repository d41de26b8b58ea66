import type { DriverFile } from "../driver/driver-file.ts";
import type { ElfFile } from "./elf-file.ts";

/** A library of the driver. It is where it is on the host in a container, too. */
export interface Library extends DriverFile {
  readonly folder: string;
  readonly file: string;
  readonly soname: string;
  readonly elf: ElfFile;
}
