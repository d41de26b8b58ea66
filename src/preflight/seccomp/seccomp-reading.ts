import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { readSeccomp, type SeccompReading } from "./read-profile.ts";

/** The filter of a subject's container. */
export const seccompOf = oncePer((subject: Subject): SeccompReading => readSeccomp(subject.container?.linux.seccomp));
