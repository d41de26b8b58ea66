import { shellWord } from "../../cdi/shell-word.ts";
import { grouped } from "../../host/grouped.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import type { Subject } from "../subject.ts";
import { cgroupUses } from "./cgroup-requests.ts";

/**
 * Whether systemd finds the nodes by their numbers. Where it sets the rules for runc, versions before 240 leave out those
 * without such a link, and later ones take the device away again when systemd loads its units anew. Source: runc
 * libcontainer/cgroups/devices/systemd.go.
 */
export const charLinks: Check = {
  name: "char-links",
  run: (subject) => {
    const { container, host, runtime } = subject;
    if (runtime?.name === "crun" || !isOfSystemd(container?.linux.cgroupsPath)) return [];
    const nodes = cgroupUses(subject).flatMap(({ node, requests }) => requests.map((request) => ({ node, request })));
    if (nodes.length > 0 && host.list("/dev") === undefined) return [unseen(subject)];
    const missing = nodes.flatMap(({ node, request: { type, major, minor, hostPath } }) => {
      const link = `/dev/${type === "c" ? "char" : "block"}/${major}:${minor}`;
      return host.realPath(link) === undefined ? [{ node, link, hostPath }] : [];
    });
    return Array.from(
      grouped(missing, ({ node }) => node),
      ([{ devices }, links]): Problem => {
        const [{ link, hostPath } = { link: "", hostPath: "" }] = links;
        const message = `The host has no ${pathsInMessage(links.map((each) => each.link))}: systemd, which sets the device rules for runc, can lose the rule without it, after systemctl daemon-reload at the latest`;
        const fix = hostPath.startsWith("/dev/nvidia")
          ? "Run nvidia-ctk system create-dev-char-symlinks --create-all"
          : `Run mkdir -p ${link.slice(0, link.lastIndexOf("/"))} && ln -s ${shellWord(hostPath)} ${link}`;
        return problem("device-link-missing", message, { devices, fix });
      },
    );
  },
};

/** `slice:prefix:name`, which runtimes take with the systemd driver alone. */
function isOfSystemd(cgroupsPath: string | undefined): boolean {
  return cgroupsPath?.split(":").length === 3 && !cgroupsPath.includes("/");
}

function unseen({ devices }: Subject): Problem {
  const message = "Cannot look for the links in /dev/char by which systemd finds device nodes: /dev cannot be read";
  return problem("unknown", message, { devices: devices.map(({ name }) => name), fix: "Run it on the host" });
}
