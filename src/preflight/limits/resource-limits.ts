export interface ResourceLimit {
  readonly name: string;
  /** In `/proc/PID/limits`. */
  readonly label: string;
}

/** In the order of their numbers, by which runc calls them in errors. */
export const resourceLimits: readonly ResourceLimit[] = [
  { name: "RLIMIT_CPU", label: "Max cpu time" },
  { name: "RLIMIT_FSIZE", label: "Max file size" },
  { name: "RLIMIT_DATA", label: "Max data size" },
  { name: "RLIMIT_STACK", label: "Max stack size" },
  { name: "RLIMIT_CORE", label: "Max core file size" },
  { name: "RLIMIT_RSS", label: "Max resident set" },
  { name: "RLIMIT_NPROC", label: "Max processes" },
  { name: "RLIMIT_NOFILE", label: "Max open files" },
  { name: "RLIMIT_MEMLOCK", label: "Max locked memory" },
  { name: "RLIMIT_AS", label: "Max address space" },
  { name: "RLIMIT_LOCKS", label: "Max file locks" },
  { name: "RLIMIT_SIGPENDING", label: "Max pending signals" },
  { name: "RLIMIT_MSGQUEUE", label: "Max msgqueue size" },
  { name: "RLIMIT_NICE", label: "Max nice priority" },
  { name: "RLIMIT_RTPRIO", label: "Max realtime priority" },
  { name: "RLIMIT_RTTIME", label: "Max realtime timeout" },
];

/** What a limit is above which there is none: the kernel's `RLIM_INFINITY`, which JSON rounds up. */
const infinity = 2 ** 64 - 1;

export function limitOf(value: number): number {
  return value >= infinity ? Number.POSITIVE_INFINITY : value;
}

export function limitInMessage(value: number): string {
  return limitOf(value) === Number.POSITIVE_INFINITY ? "unlimited" : String(value);
}
