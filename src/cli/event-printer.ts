import type { RevisedChange } from "../registry/publisher.ts";
import type { Format } from "./command.ts";

/** How a change is printed as it happens: each can be read before the next is there. */
export async function eventPrinter(format: Format): Promise<(change: RevisedChange) => string> {
  if (format === "json") return (change) => `${JSON.stringify(change)}\n`;
  if (format === "text") return ({ revision, type, name }) => `${revision} ${type} ${name}\n`;
  const { stringify } = await import("yaml");
  return (change) => `---\n${stringify(change)}`;
}
