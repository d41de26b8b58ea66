import { type HookName, hookNames } from "../../cdi/hook-names.ts";
import type { Hook } from "../../cdi/spec.ts";
import { grouped } from "../../host/grouped.ts";
import type { ContainerHook } from "../../oci/container.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import { oncePer } from "../once-per.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";

/** A hook that a runtime will run, and the devices that bring it; none where it is the container's own. */
export interface PlannedHook extends ContainerHook {
  readonly stage: HookName;
  readonly devices: readonly string[];
  /** What has to be changed to change the hook, as part of a sentence. */
  readonly writtenIn: string;
}

/** The hooks of the container, in the order of their stages; those of the devices alone where there is no container. */
export const plannedHooks = oncePer((subject: Subject): readonly PlannedHook[] => {
  const paths = new Map(subject.devices.map(({ name, path }) => [name, path]));
  const ofDevices = subject.edits.hooks.map(({ edit, devices }) => ({ hook: ofEdit(edit), edit, devices }));
  const owners = grouped(ofDevices, ({ hook, edit }) => key(edit.hookName, hook));
  const byStage = grouped(ofDevices, ({ edit }) => edit.hookName);
  return hookNames.flatMap((stage) => {
    const ofStage = byStage.get(stage)?.map(({ hook }) => hook) ?? [];
    const hooks = subject.container ? (subject.container.hooks.get(stage) ?? []) : ofStage;
    return hooks.map((hook): PlannedHook => {
      const devices = devicesOf(owners.get(key(stage, hook)) ?? []);
      const path = paths.get(devices[0] ?? "");
      return { ...hook, stage, devices, writtenIn: path === undefined ? "the OCI spec" : pathInMessage(path) };
    });
  });
});

/** The same with those as one that differ in their arguments alone, for devices run one program over and over. */
export const plannedPrograms = oncePer((subject: Subject): readonly PlannedHook[] => {
  const alike = grouped(plannedHooks(subject), ({ stage, path, env, timeout, writtenIn }) =>
    JSON.stringify([stage, path, env, timeout, writtenIn]),
  );
  return [...alike.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    return { ...first, devices: devicesOf([first, ...more]) };
  });
});

/** As injection puts it into an OCI spec, which leaves out empty lists. */
function ofEdit({ path, args = [], env = [], timeout }: Hook): ContainerHook {
  return { path, args, env: env.length > 0 ? env : undefined, timeout };
}

function key(stage: string, { path, args, env, timeout }: ContainerHook): string {
  return JSON.stringify([stage, path, args, env, timeout]);
}
