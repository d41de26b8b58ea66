import { setTimeout as pause } from "node:timers/promises";
import { vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

/** Waits for a condition to come true. The deadline is generous: it only ends what would never come. */
export async function until(condition: () => boolean | Promise<boolean>, deadline = 15_000): Promise<void> {
  const end = performance.now() + deadline;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Still not so after ${deadline} ms: ${condition}`);
    await pause(2);
  }
}
