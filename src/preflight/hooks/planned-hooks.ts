import { type HookName, isHookName } from "../../cdi/hook-names.ts";
import { grouped } from "../../host/grouped.ts";
import type { ContainerHook } from "../../oci/container.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";

/** A program that a runtime will run, and the devices that bring it; none where it is the container's own. */
export interface PlannedHook {
  readonly stage: HookName;
  readonly path: string;
  /** Undefined where the hook has none of its own, or an empty one. */
  readonly env: readonly string[] | undefined;
  readonly timeout: number | undefined;
  readonly devices: readonly string[];
  /** What has to be changed to change the hook, as part of a sentence. */
  readonly writtenIn: string;
}

type Planned = Omit<PlannedHook, "devices" | "writtenIn"> & { readonly args: readonly string[] };

/**
 * The container's hooks, or those of the devices alone where there is no container. Such as differ in arguments alone are
 * one.
 */
export const plannedHooks = oncePer((subject: Subject): readonly PlannedHook[] => {
  const owners = grouped(subject.edits.hooks, ({ edit }) => argumentKey(edit.hookName, edit.path, edit.args ?? []));
  const paths = new Map(subject.devices.map(({ name, path }) => [name, path]));
  const hooks = subject.container ? hooksOf(subject.container.hooks) : hooksOfDevices(subject);
  return Array.from(grouped(hooks, alikeKey).values()).flatMap(([hook, ...others]) => {
    if (!hook) return [];
    const { stage, path, env, timeout } = hook;
    const owned = [hook, ...others].flatMap(({ args }) => owners.get(argumentKey(stage, path, args)) ?? []);
    const devices = [...new Set(owned.flatMap((each) => each.devices))];
    const file = paths.get(devices[0] ?? "");
    const writtenIn = file === undefined ? "the OCI spec" : pathInMessage(file);
    return [{ stage, path, env, timeout, devices, writtenIn }];
  });
});

function hooksOf(hooks: ReadonlyMap<string, readonly ContainerHook[]>): Planned[] {
  return [...hooks].flatMap(([stage, those]) =>
    isHookName(stage) ? those.map((hook) => planned(stage, hook.path, hook)) : [],
  );
}

function hooksOfDevices({ edits }: Subject): Planned[] {
  return edits.hooks.flatMap(({ edit }) =>
    isHookName(edit.hookName) ? [planned(edit.hookName, edit.path, edit)] : [],
  );
}

type Details = Partial<Pick<ContainerHook, "args" | "env" | "timeout">>;

function planned(stage: HookName, path: string, { args = [], env = [], timeout }: Details): Planned {
  return { stage, path, args, env: env.length > 0 ? env : undefined, timeout };
}

function argumentKey(stage: string, path: string, args: readonly string[]): string {
  return JSON.stringify([stage, path, args]);
}

function alikeKey({ stage, path, env, timeout }: Planned): string {
  return JSON.stringify([stage, path, env, timeout]);
}

/** The devices of a hook as a part of a problem; left out where there are none. */
export function ownersOfHook({ devices }: PlannedHook): { readonly devices?: readonly string[] } {
  return devices.length > 0 ? { devices } : {};
}
