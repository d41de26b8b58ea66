import { keepFresh } from "../generation/keep-fresh.ts";
import type { Renewal } from "../generation/renew-spec.ts";
import type { GeneratorName } from "../generators/generator-names.ts";
import type { Problem } from "../problems.ts";
import type { Registry } from "../registry/registry.ts";
import type { Log } from "./monitoring/log.ts";

export interface SpecGenerationOptions {
  readonly generators: readonly GeneratorName[];
  readonly hostRoot: string;
  readonly specDirs: readonly string[];
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Keeps the generated specs of the host fresh while the service runs. What is wrong with them becomes known to the registry. */
export class SpecGeneration {
  readonly #options: SpecGenerationOptions;
  readonly #problems = new Map<GeneratorName, readonly Problem[]>();
  #registry: Registry | undefined;

  constructor(options: SpecGenerationOptions) {
    this.#options = options;
  }

  /** Done once every spec has been written for the first time; goes on until the signal aborts. */
  start(): Promise<void> {
    const { generators, hostRoot, specDirs, log, signal } = this.#options;
    if (generators.length === 0) return Promise.resolve();
    const request = {
      places: { root: hostRoot },
      options: { hooks: "auto", values: new Map() },
      specDirs,
      format: "yaml",
    } as const;
    return new Promise((onReady) => {
      keepFresh(generators, request, {
        signal,
        onReady,
        onRenewal: (renewal) => this.#note(renewal),
        onError: (generator, error) => log.error("Cannot generate a spec", error, { generator }),
      }).finally(onReady);
    });
  }

  reportTo(registry: Registry): void {
    this.#registry = registry;
    this.#report();
  }

  #note({ generator, written, changes, problems }: Renewal): void {
    const { log } = this.#options;
    if (written?.state === "written") {
      log.info("spec generated", { generator, path: written.path, devices: written.devices, changes });
    }
    const known = new Set(this.#problems.get(generator)?.map(({ message }) => message));
    for (const { severity, code, message, path } of problems) {
      const facts = { generator, code, ...(path !== undefined && { path }) };
      if (!known.has(message)) log[severity === "info" ? "info" : "warn"](message, facts);
    }
    this.#problems.set(generator, problems);
    this.#report();
  }

  #report(): void {
    const told = [...this.#problems.values()].flat().filter(({ severity }) => severity !== "info");
    this.#registry?.reportProblems(told);
  }
}
