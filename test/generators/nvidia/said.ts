import type { Generated } from "../../../src/generators/generator.ts";

/** The names of the devices in a spec. */
export function namesIn({ spec }: Generated): string[] {
  return (spec?.devices ?? []).map(({ name }) => name);
}

/** The container paths of what comes with every device. */
export function mountsIn({ spec }: Generated): string[] {
  return (spec?.containerEdits?.mounts ?? []).map(({ containerPath }) => containerPath);
}

export function messagesIn({ problems }: Generated): string[] {
  return problems.map(({ message }) => message);
}

/** The hooks that come with every device: their names, and then the arguments. */
export function hooksIn({ spec }: Generated): string[] {
  return (spec?.containerEdits?.hooks ?? []).map(({ args = [] }) => args.slice(1).join(" "));
}
