import { Registry } from "../../registry/registry.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { problemLine } from "../problem-line.ts";
import { progressLine } from "../progress-line.ts";

export const command: Command = {
  usage: "",
  description: `Prints each change of the registry as it happens, until it is interrupted: revision, added, modified or
removed, and the device. With --format json one object a line, {revision, type, name}.`,
  options: [],
  examples: ["cdictl watch", "cdictl watch --format json | jq -r 'select(.type == \"added\").name'"],
  run: watch,
};

async function watch({ specDirs, format, world }: CommandContext): Promise<Result> {
  const stopped = world.stopSignal();
  const registry = await Registry.open({ dirs: specDirs, onProgress: progressLine(world, "Loading specs") });
  let known = new Set<string>();
  const report = (): void => {
    const lines = registry.snapshot.problems().map((problem) => problemLine(problem));
    for (const line of lines) if (!known.has(line)) world.stderr(`cdictl: ${line}\n`);
    known = new Set(lines);
  };
  report();
  registry.onChange(({ changes }) => {
    for (const { revision, type, name } of changes) {
      world.stdout(
        format === "text" ? `${revision} ${type} ${name}\n` : `${JSON.stringify({ revision, type, name })}\n`,
      );
    }
    report();
  });
  if (format === "text")
    world.stderr(`cdictl: watching ${specDirs.join(", ")}: ${registry.snapshot.deviceCount} devices\n`);
  await new Promise<void>((resolve) => {
    if (stopped.aborted) resolve();
    else stopped.addEventListener("abort", () => resolve(), { once: true });
  });
  await registry.close();
  return { status: 0 };
}
