import { setImmediate as nextTurn } from "node:timers/promises";

export type Progress = (done: number, total: number) => void;

export interface TurnOptions {
  /** So many items are done before other work gets a turn. Default: 64. */
  readonly perTurn?: number;
  /** Called once a turn, and once when all are done; not at all where there are none. */
  readonly onProgress?: Progress | undefined;
}

/** Goes through items, with a turn for other work now and then. An item is done when the next one is asked for. */
export async function* inTurns<Item>(
  items: readonly Item[],
  { perTurn = 64, onProgress }: TurnOptions = {},
): AsyncGenerator<Item> {
  const total = items.length;
  let done = 0;
  for (const item of items) {
    yield item;
    done++;
    if (done % perTurn !== 0 || done === total) continue;
    onProgress?.(done, total);
    await nextTurn();
  }
  if (total > 0) onProgress?.(total, total);
}
