import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { pathFromBundle } from "./bundle-path.ts";
import { cannotMount, isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";
import { presence } from "./presence.ts";

/** Whether what is to be bound is there. */
export const mountSources: Check = {
  name: "mount-sources",
  run: (subject) =>
    plannedMounts(subject)
      .filter(isBind)
      .flatMap((mount) => sourceProblems(mount, subject)),
};

function sourceProblems(mount: PlannedMount, subject: Subject): Problem[] {
  const { source = "", writtenIn } = mount;
  const path = pathFromBundle(subject, source);
  const doubts = source.startsWith("/") ? [] : [relative(mount, path)];
  if (path === undefined) return doubts;
  const shown = pathInMessage(path);
  const found = presence(subject.host, path);
  if (found === "unseen") {
    const message = `Cannot tell whether ${shown} is there to be mounted: permission denied`;
    return [...doubts, problem("unknown", message, { ...ownersOf(mount), fix: "Run as root" })];
  }
  if (found === "nothing" || found === "below a file") {
    const message = `${cannotMount(mount)}: the host has no ${shown}, so runtimes fail with "no such file or directory"`;
    const fix = `Create ${shown} on the host, or take the mount out of ${writtenIn}`;
    return [...doubts, problem("mount-source-missing", message, { ...ownersOf(mount), fix })];
  }
  return doubts;
}

function relative(mount: PlannedMount, path: string | undefined): Problem {
  const message = `${cannotMount(mount)} on all runtimes alike: the source is relative, which runc takes from the bundle, crun from its working directory`;
  const fix = path === undefined ? "an absolute path" : pathInMessage(path);
  return problem("mount-source-relative", message, {
    ...ownersOf(mount),
    fix: `Write ${fix} as the source in ${mount.writtenIn}`,
  });
}
