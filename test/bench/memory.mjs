import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { manySpecs } from "./inputs.mjs";

const cdictl = new URL("../../dist/cli/cdictl.cjs", import.meta.url).pathname;

/** Resident memory of `cdictl watch` in MB some seconds after it has loaded everything, as the kernel counts it. */
async function residentMemory(dir) {
  const child = spawn(process.execPath, [cdictl, "watch", "-d", dir], { stdio: ["ignore", "ignore", "pipe"] });
  try {
    for await (const line of createInterface({ input: child.stderr })) if (line.includes("watching")) break;
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

export const memoryRows = [
  {
    name: "resident memory of cdictl watch on 10,000 specs with 100,000 devices",
    bound: 250,
    unit: " MB",
    measure: async (root) => ({ value: await residentMemory(manySpecs(root, 10_000, "json")) }),
  },
];
