import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { type UsedKind, usedKinds } from "../kinds/used-nodes.ts";
import type { Subject } from "../subject.ts";
import { type CapabilityNeed, capabilityNeeds } from "./capability-needs.ts";
import { canBeGained, heldCapabilities } from "./held-capabilities.ts";
import { hasUserNamespace } from "./user-namespace.ts";

/** Whether the container's program has the capabilities that its devices ask for. */
export const deviceCapabilities: Check = {
  name: "device-capabilities",
  run: (subject) => {
    const { container } = subject;
    return container ? usedKinds(subject).flatMap((used) => missing(used, container, subject)) : [];
  },
};

function missing(used: UsedKind, container: Container, { host }: Subject): Problem[] {
  return capabilityNeeds
    .filter(({ kind }) => kind === used.kind)
    .filter(({ onlyIf }) => onlyIf === undefined || host.readText(onlyIf)?.trim() === "1")
    .flatMap((need) => {
      const lack = lackOf(need, container);
      if (!lack) return [];
      const message = `${lack.state}, which ${pathsInMessage(used.nodes.map(({ path }) => path))} needs: ${need.effect}`;
      const code = need.isEssential ? "capability-missing" : "capability-doubtful";
      return [problem(code, message, { devices: used.devices, fix: lack.fix })];
    });
}

interface Lack {
  readonly state: string;
  readonly fix: string;
}

function lackOf({ capability, isOfHost, helper }: CapabilityNeed, container: Container): Lack | undefined {
  const { process } = container;
  if (isOfHost && hasUserNamespace(container)) {
    const state = `The container has a user namespace, where ${capability} does not count for the host`;
    return { state, fix: "Run the container without a user namespace" };
  }
  if (heldCapabilities(process).has(capability)) return undefined;
  if (helper !== undefined && canBeGained(capability, process)) return undefined;
  if (process.user.uid === 0) {
    const state = `The container's program will not have ${capability}`;
    return {
      state,
      fix: `Run the container with --cap-add=${engineName(capability)}, or add it to process.capabilities`,
    };
  }
  const isOffered = process.capabilities?.bounding.includes(capability) === true;
  const why = isOffered ? " it is not in the sets ambient, inheritable and permitted alike" : "";
  const state = `The container's program, which is not run as root, will not have ${capability}${why && `, for${why}`}`;
  const way = `add ${capability} to ambient, inheritable, permitted and bounding in process.capabilities`;
  return { state, fix: `Run the container as root with --cap-add=${engineName(capability)}, or ${way}` };
}

/** As engines have it on their command lines. */
function engineName(capability: string): string {
  return capability.replace(/^CAP_/, "");
}
