import type { Problem } from "../problems.ts";
import { cleanDirectory } from "./clean-directory.ts";
import { defaultSpecDirs } from "./default-spec-dirs.ts";
import type { Progress } from "./in-turns.ts";
import { Publisher, type UpdateListener } from "./publisher.ts";
import { newEpoch } from "./revision.ts";
import type { Snapshot } from "./snapshot.ts";
import { Updater } from "./watch/updater.ts";

export interface RegistryOptions {
  /** In ascending priority. Default: `/etc/cdi`, then `/var/run/cdi`. */
  readonly dirs?: readonly string[];
  /** What tells the revisions of this run from those of others. */
  readonly epoch?: string;
  /** Called now and then during the first load with how many of how many files are read, and at its end. */
  readonly onProgress?: Progress | undefined;
}

/**
 * Knows at any time which devices the spec directories define, and tells when that changes. Keeps the process alive until
 * it is closed.
 */
export class Registry {
  readonly #publisher: Publisher;
  readonly #updater: Updater;

  private constructor(publisher: Publisher, updater: Updater) {
    this.#publisher = publisher;
    this.#updater = updater;
  }

  /** Starts to watch and loads everything. No change after that goes unseen. */
  static async open({
    dirs = defaultSpecDirs,
    epoch = newEpoch(),
    onProgress,
  }: RegistryOptions = {}): Promise<Registry> {
    const { watchDirectory } = await import("./watch/watch-directory.ts");
    const publisher = new Publisher(epoch);
    const updater = new Updater(dirs.map(cleanDirectory), publisher, watchDirectory);
    try {
      await updater.start(onProgress);
    } catch (error) {
      await updater.close();
      throw error;
    }
    return new Registry(publisher, updater);
  }

  /** As of now; another object after each change. */
  get snapshot(): Snapshot {
    return this.#publisher.snapshot;
  }

  /** Calls a listener after each change until the returned function is called. */
  onChange(listener: UpdateListener): () => void {
    return this.#publisher.onChange(listener);
  }

  /** Reads everything again, whatever seems unchanged, and is done once that can be seen. */
  reload(): Promise<void> {
    return this.#updater.reload();
  }

  /** Makes a change of what is known of devices from elsewhere, such as their health; names without a device are passed over. */
  reportModified(names: readonly string[]): void {
    this.#publisher.announce(names);
  }

  /** Has problems from elsewhere, such as the generating of specs, among those of the snapshot, in place of the last ones. */
  reportProblems(problems: readonly Problem[]): void {
    this.#publisher.report(problems);
  }

  close(): Promise<void> {
    return this.#updater.close();
  }
}
