import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { usedNodes } from "../kinds/used-nodes.ts";
import { devicesOf } from "../owners.ts";

/** Whether the container may have as many files open as its devices have nodes. */
export const openFiles: Check = {
  name: "open-files",
  run: (subject) => {
    const limit = subject.container?.process.rlimits.findLast(({ type }) => type === "RLIMIT_NOFILE");
    const nodes = usedNodes(subject);
    if (!limit || nodes.length === 0 || limit.soft >= nodes.length + standardStreams) return [];
    const message = `Not all ${nodes.length} device nodes can be open at once: RLIMIT_NOFILE is ${limit.soft}, so opening more fails with EMFILE (too many open files)`;
    const enough = Math.max(1024, 2 * nodes.length);
    const fix = `Run the container with --ulimit=nofile=${enough}:${enough}, or set RLIMIT_NOFILE to that`;
    return [problem("nofile-low", message, { devices: devicesOf(nodes), fix })];
  },
};

const standardStreams = 3;
