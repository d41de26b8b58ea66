import { fstatSync } from "node:fs";

/** Whether a descriptor is a terminal. Loading what tells takes milliseconds, so what is no character device is not asked. */
export function isTerminal(descriptor: number): boolean {
  return fstatSync(descriptor).isCharacterDevice() && process.getBuiltinModule("node:tty").isatty(descriptor);
}
