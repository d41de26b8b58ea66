import { setTimeout as pause } from "node:timers/promises";
import type { Signal } from "../generators/generator.ts";
import type { GeneratorName } from "../generators/generator-names.ts";
import { loadGenerator } from "../generators/generators.ts";
import { HostTree } from "../host/host-tree.ts";
import { manifestPath } from "../host/node-manifest.ts";
import { hostAt } from "./open-host.ts";
import { type Renewal, type RenewalRequest, renewSpec } from "./renew-spec.ts";
import { SignalWatch } from "./signal-watch.ts";

export interface KeepFreshOptions {
  readonly signal: AbortSignal;
  /** Told of each renewal, whether it changed anything or not. */
  readonly onRenewal: (renewal: Renewal) => void;
  /** Told once all have been renewed for the first time. */
  readonly onReady?: () => void;
  /** Told what went wrong in a way that nobody expected; it is tried again later. Default: that ends it. */
  readonly onError?: (generator: GeneratorName, error: unknown) => void;
  /** Between two looks, in milliseconds. */
  readonly beat?: number;
}

/** By which it shows that the nodes of a copy of a machine are others. */
const ofCopy: Signal = { path: manifestPath, on: "devices" };

/**
 * Makes specs anew whenever the machine changes, until the signal aborts. It looks again and again, which costs some
 * system calls a second, rather than wait for inotify: the kernel reports each write to `/dev/null` to whoever watches
 * `/dev`, and nothing that happens in sysfs and procfs.
 */
export async function keepFresh(
  names: readonly GeneratorName[],
  request: RenewalRequest,
  { signal, onRenewal, onReady, onError, beat = 1000 }: KeepFreshOptions,
): Promise<void> {
  const watches = new Map<GeneratorName, SignalWatch>();
  for (const name of names) watches.set(name, new SignalWatch([...(await loadGenerator(name)).signals, ofCopy]));
  const files = new Map<GeneratorName, string>();
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    // Opened anew each time: the root of a driver in a container may be there only later.
    const host = hostAt(request.places, (root) => new HostTree(root));
    for (const [name, watch] of watches) {
      if (signal.aborted || !watch.beat(host, files.get(name))) continue;
      const renewal = await renewSpec(name, request).catch((error) => {
        if (!onError) throw error;
        onError(name, error);
      });
      if (renewal?.written) files.set(name, renewal.written.path);
      watch.settle(renewal?.isDone === true, files.get(name));
      if (renewal) onRenewal(renewal);
    }
    if (isFirst) onReady?.();
    await pause(beat, undefined, { signal }).catch(() => undefined);
  }
}
