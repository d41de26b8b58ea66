import { problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import type { Subject } from "../subject.ts";
import { cgroupUses } from "./cgroup-requests.ts";
import { hostCgroup } from "./host-cgroup.ts";
import { judgeOf, ruleModels, runcRulesOf } from "./rule-models.ts";

/** Whether the host has what device rules need, and where they depend on it, whether it can be seen which. */
export const cgroupController: Check = {
  name: "cgroup-controller",
  run: (subject) => {
    if (!subject.container || subject.devices.length === 0) return [];
    const cgroup = hostCgroup(subject.host);
    if (cgroup === "none") return subject.runtime?.name === "crun" ? [] : [missing()];
    return cgroup === undefined && dependsOnVersion(subject) ? [unseen()] : [];
  },
};

function missing() {
  const message = `The host has neither the controller "devices" of cgroup v1 nor cgroup v2, so runc fails with "mountpoint for devices not found"`;
  const fix = "Run mkdir -p /sys/fs/cgroup/devices && mount -t cgroup -o devices cgroup /sys/fs/cgroup/devices";
  return problem("cgroup-without-devices", message, { fix });
}

/** Whether one runtime gives different answers with the two versions. */
function dependsOnVersion(subject: Subject): boolean {
  const name = subject.runtime?.name;
  const models = ruleModels.filter(({ runtime }) => name !== "runc" || runtime === "runc");
  return (["runc", "crun"] as const).some((runtime) => {
    if (runtime === "runc" && (name === "crun" || runcRulesOf(subject).hole)) return false;
    const [one, other] = models.filter((model) => model.runtime === runtime).map((model) => judgeOf(model, subject));
    return cgroupUses(subject).some(({ requests }) =>
      requests.some((request) => one && other && one(request) !== other(request)),
    );
  });
}

function unseen() {
  const message =
    "Cannot see whether the host has cgroup v1 or v2, with which its device rules come to different things: /sys/fs/cgroup cannot be read";
  return problem("unknown", message, { fix: "Run it where the host's /sys/fs/cgroup is mounted" });
}
