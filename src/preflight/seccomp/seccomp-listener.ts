import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { presence } from "../mounts/presence.ts";
import { mayBeCrun, ociRuntime } from "../oci-runtime.ts";
import type { SeccompListener } from "./read-profile.ts";
import { seccompOf } from "./seccomp-reading.ts";

/** Whether the program is there to which the container's seccomp filter leaves calls. */
export const seccompListener: Check = {
  name: "seccomp-listener",
  run: (subject) => {
    const { host, runtime } = subject;
    const { listener } = seccompOf(subject);
    if (!listener?.path.startsWith("/")) return [];
    const found = presence(host, listener.path);
    if (found === "nothing" || found === "below a file")
      return absent(listener, ociRuntime(runtime), mayBeCrun(runtime));
    if (found !== "unseen") return [];
    const message = `Cannot tell whether a seccomp agent listens at ${pathInMessage(listener.path)}: permission denied`;
    return [problem("unknown", message, { fix: "Run as root" })];
  },
};

/** runc connects once a rule asks for it, crun always. */
function absent({ path, isAsked }: SeccompListener, runtime: string, mayBeOther: boolean): Problem[] {
  const shown = pathInMessage(path);
  const state = `nobody listens at ${shown}, which linux.seccomp.listenerPath names`;
  const fix = `Start the seccomp agent that listens at ${shown}, or take listenerPath out of linux.seccomp`;
  const error = '"connect: no such file or directory"';
  if (isAsked || runtime === "crun") {
    return [
      problem("seccomp-invalid", `The container cannot start: ${state}, so the runtime fails with ${error}`, { fix }),
    ];
  }
  if (!mayBeOther) return [];
  return [
    problem("seccomp-doubtful", `Not every runtime can use linux.seccomp: ${state}: crun fails with ${error}`, { fix }),
  ];
}
