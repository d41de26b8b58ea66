import { problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { builtInRules } from "./built-in-rules.ts";
import { madeNodes } from "./made-nodes.ts";

/** Whether devices leave alone the nodes that every container has. */
export const standardNodes: Check = {
  name: "standard-nodes",
  run: (subject) =>
    subject.edits.deviceNodes.flatMap(({ edit, devices }) => {
      const standard = builtInRules.find(({ path }) => path !== undefined && path === edit.path);
      const made = madeNodes(subject).get(edit.path) ?? edit;
      if (!standard || !made.major || (made.major === standard.major && made.minor === standard.minor)) return [];
      const message = `Every program takes ${pathInMessage(edit.path)} for c ${standard.major}:${standard.minor}, and the device puts ${made.type ?? "c"} ${made.major}:${made.minor} there`;
      return [problem("standard-node-replaced", message, { devices, fix: "Give it another path in its spec" })];
    }),
};
