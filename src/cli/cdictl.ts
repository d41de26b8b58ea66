import { run } from "./run.ts";
import { readToEnd } from "../host/read-to-end.ts";
import { type World, writeAll } from "./world.ts";

/** Listening for signals starts with the first use, so that commands which end by themselves die of a signal as usual. */
let stop: AbortController | undefined;

function stopSignal(): AbortSignal {
  if (!stop) {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
    stop = controller;
  }
  return stop.signal;
}

const world: World = {
  env: process.env,
  readStdin: (limit) => readToEnd(0, limit),
  stdout: (text) => writeAll(1, text),
  stderr: (text) => writeAll(2, text),
  isTerminal: (stream) => process.getBuiltinModule("node:tty").isatty(stream === "stdout" ? 1 : 2),
  stopSignal,
};

run(process.argv.slice(2), world).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    writeAll(2, `cdictl: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
