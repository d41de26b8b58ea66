import { deviceShape } from "./shape.ts";
import type { ContainerEdits, Device } from "./spec.ts";
import type { PassOver } from "./text/pass-over.ts";
import { isPlainText } from "./text/plain-scalar.ts";

/** In the place of edits that nobody asked for. Not empty, since those of a device may not be. */
const unread: ContainerEdits = { deviceNodes: [{ path: "unread" }] };

/**
 * A device as generators print it, with nothing but nodes that the reference accepts under every cdiVersion. Fields
 * stand in alphabetical order, so that none can come twice.
 */
const nodesAndName = () =>
  new RegExp(
    [
      "( *)- containerEdits:\n\\1    deviceNodes:\n(?:\\1    - ",
      ...["fileMode", "major", "minor"].map((field) => `(?:${field}: (?:0|[1-9][0-9]{0,8})\n\\1      )?`),
      "path: /[\\w./-]{1,200}\n(?:\\1      type: [bcu]\n)?)+",
      '\\1  name: (?:"([A-Za-z0-9](?:[\\w.:-]{0,200}[A-Za-z0-9])?)"|([A-Za-z](?:[\\w.-]{0,200}[A-Za-z0-9])?))\n',
    ].join(""),
    "y",
  );

/**
 * Passes over the devices of a spec that have none of the wanted names, as far as that can neither change whether the
 * reference accepts the spec nor what the wanted devices are: what is left of them is their name.
 */
export function unwantedDevices(wanted: ReadonlySet<string>): PassOver {
  const standIn = ([, , quoted, plain]: RegExpExecArray): Device | undefined => {
    const name = quoted ?? (plain !== undefined && isPlainText(plain) ? plain : undefined);
    return name === undefined || wanted.has(name) ? undefined : { name, containerEdits: unread };
  };
  return { shape: deviceShape, text: nodesAndName(), standIn };
}
