import { escapeControls } from "../../cdi/quote.ts";
import { Registry } from "../../registry/registry.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { eventPrinter } from "../event-printer.ts";
import { problemReporter } from "../problem-reporter.ts";
import { withProgress } from "../progress-line.ts";

export const command: Command = {
  description: `Prints each change of the registry as it happens, until it is interrupted: revision, added, modified or
removed, and the device. With --format json one object a line, {revision, type, name}; with --format
yaml a document each.`,
  examples: ["cdictl watch", "cdictl watch --format json | jq -r 'select(.type == \"added\").name'"],
  run: watch,
};

async function watch({ specDirs, format, world }: CommandContext): Promise<Result> {
  const stopped = world.stopSignal();
  const print = await eventPrinter(format);
  const registry = await withProgress(world, "Loading specs", (onProgress) =>
    Registry.open({ dirs: specDirs, onProgress }),
  );
  try {
    const report = problemReporter(world);
    report(registry.snapshot.problems());
    if (format === "text")
      world.stderr(
        `cdictl: watching ${escapeControls(specDirs.join(", "))}: ${registry.snapshot.deviceCount} devices\n`,
      );
    await new Promise<void>((resolve, reject) => {
      registry.onChange(({ changes, snapshot }) => {
        try {
          for (const { revision, type, name } of changes) world.stdout(print({ revision, type, name }));
          report(snapshot.problems());
        } catch (error) {
          reject(error);
        }
      });
      if (stopped.aborted) resolve();
      else stopped.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    await registry.close();
  }
  return { status: 0 };
}
