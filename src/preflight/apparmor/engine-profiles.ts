import type { RuntimeName } from "../runtime-version.ts";
import type { WholeProfile } from "./judge-access.ts";
import { parsePolicy } from "./policy-text.ts";

/** The profiles that container engines bring along, and who loads them when it starts a container. */
const engines: readonly { readonly name: RegExp; readonly loadedBy: readonly RuntimeName[] }[] = [
  { name: /^docker-default$/, loadedBy: ["docker"] },
  { name: /^nerdctl-default$/, loadedBy: ["nerdctl"] },
  { name: /^cri-containerd\.apparmor\.d$/, loadedBy: ["containerd"] },
  { name: /^crio-default$/, loadedBy: ["cri-o"] },
  { name: /^containers-default-\d[\w.+-]*$/, loadedBy: ["podman", "buildah"] },
];

/** Who loads a profile of that name before it is used; undefined where no engine brings it along. */
export function loadersOf(name: string): readonly RuntimeName[] | undefined {
  return engines.find((engine) => engine.name.test(name))?.loadedBy;
}

/**
 * What all of them say of what devices need; engines load them from texts of their own, so that the host has no file of
 * them. They allow devices, and reading nearly everything.
 */
const usual = `
  file, capability,
  deny mount,
  deny /proc/* w,
  deny /proc/{[^1-9s],s[^y]}*/** w,
  deny /proc/sys/[^k]** w,
  deny /proc/{sysrq-trigger,kcore} rwklx,
  deny /sys/{[^f]*,f[^s]*,fs/[^c]*,fs/c[^g]*}/** wklx,
  deny /sys/{firmware,kernel/security}/** rwklx,
`;

/** The profile of that name if it is one that an engine brings along. */
export function engineProfile(name: string): WholeProfile | undefined {
  if (!loadersOf(name)) return undefined;
  return { rules: parsePolicy(usual).body.rules, variables: new Map(), allowsByDefault: false, gaps: [] };
}
