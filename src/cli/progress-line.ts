import type { World } from "./world.ts";

/**
 * Tells a person on a terminal how far long work has come: one line on standard error, from the first second on, which
 * removes itself at the end. Does nothing where nobody watches.
 */
export function progressLine(
  world: World,
  what: string,
  now: () => number = Date.now,
): (done: number, total: number) => void {
  const start = now();
  let shown = false;
  return (done, total) => {
    if (!shown && (now() - start < 1000 || !world.isTerminal("stderr"))) return;
    shown = true;
    world.stderr(done >= total ? "\r\x1b[K" : `\r\x1b[K${what}: ${done} of ${total}`);
  };
}
