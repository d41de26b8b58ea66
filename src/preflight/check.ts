import type { Problem } from "../problems.ts";
import type { Subject } from "./subject.ts";

/**
 * One thing that can keep a device from working in a container. What a check cannot look at, for want of a permission or a
 * file, it tells with the code `unknown`, and never takes for good.
 */
export interface Check {
  /** Of the file that has it, for people who look for it: `device-nodes`. */
  readonly name: string;
  readonly run: (subject: Subject) => readonly Problem[];
}
