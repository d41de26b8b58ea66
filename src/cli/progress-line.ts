import type { World } from "./world.ts";

/** Shows how far work has come. Called with all of it done, or ended, it leaves nothing on the screen. */
export interface ProgressLine {
  (done: number, total: number): void;
  readonly end: () => void;
}

const [firstShownAfter, shownEvery] = [1000, 100];
const startOfEmptyLine = "\r\x1b[K";

/**
 * Tells a person on a terminal how far long work has come: one line on standard error, from the first second on. Does
 * nothing where nobody watches. The clock is in milliseconds.
 */
export function progressLine(world: World, what: string, now: () => number = Date.now): ProgressLine {
  let due = now() + firstShownAfter;
  let isShown = false;
  const end = (): void => {
    if (isShown) world.stderr(startOfEmptyLine);
    isShown = false;
  };
  const show = (done: number, total: number): void => {
    if (done >= total) {
      end();
    } else if (now() >= due && isWatched(world)) {
      due = now() + shownEvery;
      isShown = true;
      world.stderr(`${startOfEmptyLine}${what}: ${done} of ${total}`);
    }
  };
  return Object.assign(show, { end });
}

/** Does work under a progress line, which is gone when the work is done or has failed. */
export async function withProgress<Outcome>(
  world: World,
  what: string,
  work: (onProgress: ProgressLine) => Promise<Outcome>,
): Promise<Outcome> {
  const line = progressLine(world, what);
  try {
    return await work(line);
  } finally {
    line.end();
  }
}

function isWatched({ env, isTerminal }: World): boolean {
  return env["TERM"] !== "dumb" && isTerminal("stderr");
}
