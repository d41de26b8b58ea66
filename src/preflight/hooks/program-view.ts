import type { Container } from "../../oci/container.ts";
import { containerUser } from "../devices/container-user.ts";
import type { NodeOwner } from "../devices/file-access.ts";
import { idInside } from "../devices/seen-owner.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import { isNoexec } from "../mounts/executable-mounts.ts";
import { hostMounts } from "../mounts/host-mounts.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { containerLook } from "./container-look.ts";
import type { Entry, Look, Step } from "./follow-path.ts";
import { hostLook } from "./host-look.ts";
import { type RuntimeUser, runtimeUser } from "./runtime-user.ts";

/** The files among which a hook is started, and who starts it. */
export interface ProgramView {
  /** As part of a sentence. */
  readonly where: "on the host" | "in the container";
  readonly look: Look;
  readonly user: RuntimeUser;
  readonly ownerOf: (entry: Entry) => NodeOwner;
  /** The mount point of the file system on which nothing can be started; undefined where something can. */
  readonly noexecPoint: (step: Step) => string | undefined;
}

/** As runtimes see the host, who run most hooks themselves. */
export const hostView = oncePer((subject: Subject): ProgramView => {
  const { host } = subject;
  return {
    where: "on the host",
    look: hostLook(host),
    user: runtimeUser(host),
    ownerOf: (entry) => entry,
    noexecPoint: ({ hostPath }) => noexecOnHost(subject, hostPath),
  };
});

function noexecOnHost({ host }: Subject, path: string): string | undefined {
  const mount = hostMounts(host)?.holding(path);
  return mount?.options.has("noexec") ? mount.point : undefined;
}

/** As the program of the container will see it, and with no more rights; undefined where there is no container. */
export const containerView = oncePer((subject: Subject): ProgramView | undefined => {
  const { container } = subject;
  if (!container) return undefined;
  const { look, showing } = containerLook(subject);
  return {
    where: "in the container",
    look,
    user: { ...containerUser(container), isCertain: true },
    ownerOf: (entry) => ownerIn(container, entry),
    noexecPoint: ({ path, hostPath }) => {
      const layer = showing(path);
      if (!layer) return noexecOnHost(subject, hostPath);
      return isNoexec(layer.mount, subject) ? layer.path : undefined;
    },
  };
});

function ownerIn(container: Container, { mode, uid, gid }: Entry): NodeOwner {
  if (!hasUserNamespace(container)) return { mode, uid, gid };
  const { uidMappings, gidMappings } = container.linux;
  return { mode, uid: idInside(uid, uidMappings), gid: idInside(gid, gidMappings) };
}
