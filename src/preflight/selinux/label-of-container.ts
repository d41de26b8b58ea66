import type { Container } from "../../oci/container.ts";
import { parseSelinuxLabel, type SelinuxLabel } from "./selinux-label.ts";

export interface GivenLabel {
  readonly field: "process.selinuxLabel" | "linux.mountLabel";
  readonly text: string;
}

/** The labels as the OCI spec has them; an empty one is none for runtimes. */
export function givenLabels({ process, linux }: Container): readonly GivenLabel[] {
  const all: GivenLabel[] = [
    { field: "process.selinuxLabel", text: process.selinuxLabel ?? "" },
    { field: "linux.mountLabel", text: linux.mountLabel ?? "" },
  ];
  return all.filter(({ text }) => text !== "");
}

/** The label under which a container's program runs; undefined where it has none, or it is no label. */
export function processLabel({ process }: Container): SelinuxLabel | undefined {
  return labelIn(process.selinuxLabel);
}

/** The label of what runtimes make in a container. */
export function mountLabel({ linux }: Container): SelinuxLabel | undefined {
  return labelIn(linux.mountLabel);
}

function labelIn(text = ""): SelinuxLabel | undefined {
  const label = parseSelinuxLabel(text);
  return "fault" in label ? undefined : label;
}
