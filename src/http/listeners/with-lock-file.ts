import { closeSync, openSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { lookAt } from "../../host/look-at.ts";
import { errorCode } from "../../host/system-error.ts";

/**
 * Does something, without waiting, while no other process does it. A lock is held for microseconds; one that stays for
 * two seconds is of a process that died just then, and is broken.
 */
export async function withLockFile(lock: string, act: () => void): Promise<void> {
  let first = lookAt(lock)?.ino;
  let since = performance.now();
  while (!tryCreate(lock)) {
    const current = lookAt(lock)?.ino;
    if (current !== first) [first, since] = [current, performance.now()];
    if (performance.now() - since > patience) rmSync(lock, { force: true });
    await pause(5);
  }
  try {
    act();
  } finally {
    rmSync(lock, { force: true });
  }
}

const patience = 2_000;

function tryCreate(lock: string): boolean {
  try {
    closeSync(openSync(lock, "wx", 0o600));
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return false;
  }
}
