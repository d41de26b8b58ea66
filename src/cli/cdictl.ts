import { readToEnd } from "../host/read-to-end.ts";
import { isTerminal } from "./is-terminal.ts";
import { reportFailure } from "./report-failure.ts";
import { type World, writeStderr, writeStdout } from "./world.ts";

const world: World = {
  env: process.env,
  readStdin: (limit) => readToEnd(0, limit),
  stdout: writeStdout,
  stderr: writeStderr,
  isTerminal: (stream) => isTerminal(stream === "stdout" ? 1 : 2),
  // Signals keep their default action, which ends a command even while a slow reader holds up a write.
  stopSignal: () => new AbortController().signal,
};

process.on("uncaughtException", (error) => process.exit(reportFailure(error, world)));
// The command line is read in a bundle of its own, since only those have a code cache. Everything is written when it is
// done, and a natural end would wait half a millisecond for V8's helper threads.
import("./run.ts").then(({ run }) => run(process.argv.slice(2), world)).then((status) => process.exit(status));
