import { escapeControls } from "../../cdi/quote.ts";
import type { CdiClient } from "../../client/cdi-client.ts";
import type { CommandContext, Result } from "../command.ts";
import { eventPrinter } from "../event-printer.ts";
import { problemReporter } from "../problem-reporter.ts";
import { Coalescer } from "./coalescer.ts";
import { DeviceNames } from "./device-names.ts";
import { InterruptionNote } from "./interruption-note.ts";

export async function watchRemotely({ format, world }: CommandContext, client: CdiClient): Promise<Result> {
  const signal = world.stopSignal();
  const print = await eventPrinter(format);
  const report = problemReporter(world);
  const note = new InterruptionNote(world);
  const reportProblems = async () => report((await client.allProblems()).items);
  const { revision, items } = await client.allDevices();
  const names = new DeviceNames(items);
  await reportProblems();
  let greeting =
    format === "text" ? `cdictl: watching ${escapeControls(client.address)}: ${items.length} devices\n` : "";
  const problems = new Coalescer(reportProblems);
  const onInterruption = (reason: Error) => note.interrupted(reason);
  for await (const event of client.watch({ since: revision, signal, onInterruption })) {
    // The first event shows that the connection is there.
    world.stderr(greeting);
    greeting = "";
    note.resumed();
    if (event.type === "resync") {
      note.lost();
      for (const change of await names.relist(client, signal)) world.stdout(print(change));
    } else if (event.type !== "bookmark") {
      names.apply(event);
      world.stdout(print({ revision: event.revision, type: event.type, name: event.name }));
    }
    problems.run();
  }
  return { status: 0 };
}
