import { quote } from "../../cdi/quote.ts";
import { shellWord } from "../../cdi/shell-word.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { pathFromBundle } from "./bundle-path.ts";
import { hostMounts, mountinfoPaths } from "./host-mounts.ts";
import { mountWord } from "./mount-words.ts";
import type { HostMount } from "./mountinfo.ts";
import { isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";

/** Whether what is mounted later on one side comes to the other, where a mount asks for it. */
export const mountPropagation: Check = {
  name: "mount-propagation",
  run: (subject) => [...rootProblems(subject), ...plannedMounts(subject).flatMap((mount) => lost(mount, subject))],
};

const propagations = /^r?(?:private|shared|slave|unbindable)$/;

function rootProblems({ container, runtime }: Subject): Problem[] {
  const given = container?.linux.rootfsPropagation ?? "";
  if (given === "" || propagations.test(given) || ociRuntime(runtime) === "crun") return [];
  const shown = quote(given);
  const message = `Cannot start the container: runc fails with "rootfsPropagation=${shown.slice(1, -1)} is not supported"`;
  const fix = "Write rslave or rshared as linux.rootfsPropagation in the OCI spec";
  return [problem("propagation-invalid", message, { fix })];
}

/** What has to be so for a propagation to have an effect, and what brings it about. */
interface Demand {
  readonly loss: (need: Need) => string;
  readonly state: (need: Need) => string | undefined;
  readonly fix: (need: Need) => string;
}

interface Need {
  /** What the mount asks for: `shared` works both ways, `slave` from the host to the container. */
  readonly wanted: "shared" | "slave";
  readonly holding: HostMount;
  /** Undefined where there is no container. */
  readonly root: string | undefined;
  readonly runtime: "runc" | "crun";
}

const fromHost = "What is mounted later on the host does not come into the container";
const toHost = "What is mounted later in the container does not come to the host";

const demands: readonly Demand[] = [
  {
    loss: ({ wanted }) => (wanted === "shared" ? `${fromHost}, nor the other way round,` : fromHost),
    state: ({ wanted, holding }) => {
      const point = pathInMessage(holding.point);
      if (wanted === "shared") return holding.isShared ? undefined : `${point} is not a shared mount on the host`;
      return holding.isShared || holding.isSlave
        ? undefined
        : `${point} is neither a shared nor a slave mount on the host`;
    },
    fix: ({ holding }) => `Run mount --make-rshared ${shellWord(holding.point)} on the host`,
  },
  {
    loss: () => toHost,
    state: ({ wanted, root }) =>
      wanted === "shared" && root !== undefined && !/^r?shared$/.test(root)
        ? `linux.rootfsPropagation of the OCI spec is ${root || "absent"}, not rshared`
        : undefined,
    fix: () => "Set linux.rootfsPropagation to rshared in the OCI spec",
  },
  {
    loss: () => fromHost,
    state: ({ wanted, root, runtime }) =>
      wanted === "slave" && runtime === "crun" && root !== undefined && !/^r?(?:shared|slave)$/.test(root)
        ? `linux.rootfsPropagation of the OCI spec is ${root || "absent"}, which crun takes as private`
        : undefined,
    fix: () => "Set linux.rootfsPropagation to rslave in the OCI spec",
  },
];

function lost(mount: PlannedMount, subject: Subject): Problem[] {
  const { host, container, runtime } = subject;
  const last = isBind(mount)
    ? mount.options.findLast((option) => mountWord(option)?.role === "propagation")
    : undefined;
  const wanted = last && wantedBy[last];
  const path = wanted && pathFromBundle(subject, mount.source ?? "");
  if (!wanted || path === undefined) return [];
  const mounts = hostMounts(host);
  const holding = mounts?.holding(host.realPath(path) ?? path);
  const what = `at ${pathInMessage(mount.destination)}, which asks to be ${last}`;
  if (!holding) {
    const message = `Cannot tell what is propagated to the mount ${what}: ${mountinfoPaths(host).join(" and ")} cannot be read`;
    return [problem("unknown", message, { ...ownersOf(mount), fix: "Run as root where the host's /proc is mounted" })];
  }
  const need = {
    wanted,
    holding,
    root: container && (container.linux.rootfsPropagation ?? ""),
    runtime: ociRuntime(runtime),
  };
  return demands.flatMap(({ loss, state, fix }) => {
    const found = state(need);
    if (found === undefined) return [];
    const message = `${loss(need)} through the mount ${what}: ${found}`;
    return [problem("propagation-lost", message, { ...ownersOf(mount), fix: fix(need) })];
  });
}

const wantedBy: Readonly<Record<string, Need["wanted"]>> = {
  shared: "shared",
  rshared: "shared",
  slave: "slave",
  rslave: "slave",
};
