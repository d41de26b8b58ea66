import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { pathFromBundle } from "../mounts/bundle-path.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { namespaceFile } from "./namespace-file.ts";
import { networkNamespace } from "./network-namespace.ts";

/** Whether the network namespace that the container is to enter is there. */
export const namespacePath: Check = {
  name: "namespace-path",
  run: (subject) => {
    const given = subject.container && networkNamespace(subject.container)?.path;
    return given === undefined ? [] : pathProblems(given, subject);
  },
};

const instead = `take the path out of linux.namespaces in the OCI spec for a new namespace`;

function pathProblems(given: string, subject: Subject): Problem[] {
  const isCrun = ociRuntime(subject.runtime) === "crun";
  if (given === "") {
    const message = `Cannot start the container: the path of its network namespace is empty, so crun fails with "No such file or directory"`;
    return isCrun ? [problem("net-namespace-missing", message, { fix: capital(instead) })] : [];
  }
  const path = pathFromBundle(subject, given);
  const found = path === undefined ? undefined : namespaceFile(subject.host, path);
  if (path === undefined || found === undefined) return [];
  const shown = pathInMessage(path);
  if ("unseen" in found) {
    const message = `Cannot tell whether ${shown} is the network namespace that the container is to enter: ${found.unseen}`;
    return [problem("unknown", message, { fix: "Run as root where the host's /proc is mounted" })];
  }
  if (found.type === "nothing") {
    const message = `Cannot enter the network namespace of the container: the host has no ${shown}, so runtimes fail with "no such file or directory"`;
    return [problem("net-namespace-missing", message, { fix: `${makeAnew(path)}, or ${instead}` })];
  }
  if (found.type === "net") return [];
  const said = isCrun ? `crun fails with "cannot setns"` : `runc fails with "Invalid argument"`;
  const what =
    found.type === "file" || found.type === "directory" ? `a ${found.type}` : `a namespace of type ${found.type}`;
  const message = `Cannot enter the network namespace of the container: ${shown} is ${what}, so ${said}`;
  return [problem("net-namespace-invalid", message, { fix: `Write the path of a network namespace, or ${instead}` })];
}

/** What brings a lost namespace back, by who keeps it. */
function makeAnew(path: string): string {
  const name = /^(?:\/var)?\/run\/netns\/([\w.-]+)$/.exec(path)?.[1];
  if (name?.startsWith("cni-")) return "Create the pod anew, which has CNI make it";
  return name === undefined ? "Start what keeps it" : `Run ip netns add ${name}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
