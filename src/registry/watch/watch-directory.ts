import { FSWatcher } from "chokidar";
import { errorCode } from "../../host/system-error.ts";

/** Why a directory is not watched: inotify has no more to give, or this directory cannot be watched. */
export type WatchFailure = "exhausted" | "unwatchable";

export interface DirectoryWatch {
  readonly failure: WatchFailure | undefined;
  readonly close: () => void;
}

/** Gets the name of an entry to which something happened, or undefined where that is not known. */
export type HintListener = (name: string | undefined) => void;

/**
 * Chokidar as a source of hints. Its own events need a listing of the directory, with a look at every entry, after each
 * change, which ten thousand specs cannot afford; whatever it would derive from events passes through `_throttle`, and
 * stops there. The raw events remain, at one inotify watch for the directory whatever it holds.
 *
 * Neither `_throttle` nor what a raw event carries is promised by chokidar, and a release may change them without a word,
 * so package.json pins it exactly. A newer one is safe to take when test/registry/watch/watch-directory.test.ts passes:
 * "hints at entries by name, with one inotify watch however many there are" fails as soon as the override has no effect,
 * with a watch for every file, or when raw events no longer name the entry.
 */
class HintWatcher extends FSWatcher {
  override _throttle(): false {
    return false;
  }
}

/**
 * Watches the entries of one directory until it is closed. Deaf once the directory is removed or renamed away, so the
 * caller has to see that coming and watch anew. Not persistent: in that mode chokidar does not share a watch, possibly
 * a deaf one, with others on the same path, nor does the watch keep the process alive.
 */
export async function watchDirectory(path: string, onHint: HintListener): Promise<DirectoryWatch> {
  const watcher = new HintWatcher({ persistent: false, ignoreInitial: true, atomic: false, depth: 0 });
  let failure: WatchFailure | undefined;
  watcher.on("error", (error) => {
    failure ??= exhaustionCodes.has(errorCode(error) ?? "") ? "exhausted" : "unwatchable";
  });
  watcher.on("raw", (_event, name: unknown, details: unknown) => {
    onHint(typeof name === "string" && isAbout(path, details) ? name : undefined);
  });
  if (isBeyond(watcher, path)) return { failure: "unwatchable", close: () => {} };
  await new Promise<void>((resolve) => {
    watcher.on("ready", resolve);
    watcher.add(path);
  });
  return { failure, close: () => close(watcher) };
}

/**
 * Chokidar takes a backslash for a slash. Where the environment variable CHOKIDAR_USEPOLLING has it poll, it looks at the
 * directory's own times only, which a write to a file leaves as they are.
 */
function isBeyond(watcher: HintWatcher, path: string): boolean {
  return path.includes("\\") || watcher.options.usePolling;
}

const exhaustionCodes: ReadonlySet<string> = new Set(["ENOSPC", "EMFILE", "ENFILE", "ENOMEM"]);

/** Where the directory went missing at the wrong moment, chokidar watches the one above instead. */
function isAbout(path: string, details: unknown): boolean {
  return typeof details === "object" && details !== null && "watchedPath" in details && details.watchedPath === path;
}

/** Closing takes the listeners away, and an error that was under way would then be thrown at the process. */
function close(watcher: HintWatcher): void {
  void watcher.close();
  watcher.on("error", () => {});
}
