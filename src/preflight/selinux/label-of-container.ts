import type { Container } from "../../oci/container.ts";
import { parseSelinuxLabel, type SelinuxLabel } from "./selinux-label.ts";

/** The label under which a container's program runs; undefined where it has none, or it is no label. */
export function processLabel({ process }: Container): SelinuxLabel | undefined {
  return labelIn(process.selinuxLabel);
}

/** The label of what runtimes make in a container. */
export function mountLabel({ linux }: Container): SelinuxLabel | undefined {
  return labelIn(linux.mountLabel);
}

function labelIn(text: string | undefined): SelinuxLabel | undefined {
  const label = text === undefined || text === "" ? undefined : parseSelinuxLabel(text);
  return label && "fault" in label ? undefined : label;
}
