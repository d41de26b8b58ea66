import { shellWord } from "../../cdi/shell-word.ts";
import { type Problem, problem } from "../../problems.ts";
import { textInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import { loadersOf } from "./engine-profiles.ts";
import { findProfile } from "./host-policy.ts";
import { apparmorState, loadedList, loadedProfiles, namedProfiles } from "./kernel-profiles.ts";

/** Whether the AppArmor profile that the container asks for can be given to it. */
export const apparmorProfile: Check = {
  name: "apparmor-profile",
  run: (subject) => {
    const given = subject.container?.process.apparmorProfile ?? "";
    if (given === "") return [];
    const state = apparmorState(subject.host);
    if (state === "off") return [whileOff(given, subject)];
    const names = namedProfiles(given);
    if (names.length === 0) return [];
    if (state === "unseen") return [unseen(given, "/sys/module/apparmor/parameters/enabled")];
    const loaded = loadedProfiles(subject.host);
    if (!loaded) return [unseen(given, loadedList)];
    return notLoaded(
      names.filter((name) => !loaded.has(name)),
      subject,
    );
  },
};

const takeOut = "take apparmorProfile out of process in the OCI spec";

/** runc writes the name to attr/exec whatever it is, be it `unconfined`. */
function whileOff(given: string, { runtime }: Subject): Problem {
  const fix = `Boot the host with apparmor=1 security=apparmor, or ${takeOut}`;
  const profile = textInMessage(given);
  if (ociRuntime(runtime) === "crun") {
    const message = `The container may not start with the AppArmor profile ${profile}, or start without it: AppArmor is off on the host, so some versions of crun fail with "AppArmor is not initialized correctly", and others go on`;
    return problem("apparmor-doubtful", message, { fix });
  }
  const message = `The container cannot start with the AppArmor profile ${profile}: AppArmor is off on the host, so runc fails with "unable to apply apparmor profile: invalid argument"`;
  return problem("apparmor-off", message, { fix });
}

/** One that is missing of several that are stacked is enough for the kernel to refuse them all. */
function notLoaded([name, ...more]: readonly string[], { host, runtime }: Subject): Problem[] {
  if (name === undefined) return [];
  const loaders = more.length === 0 ? loadersOf(name) : undefined;
  if (runtime && loaders?.includes(runtime.name)) return [];
  const state = `${more.length === 0 ? "it is" : `that one and ${more.length} more of those it is stacked with are`} not loaded`;
  const failure = 'runtimes fail with "no such file or directory" on writing to attr/apparmor/exec';
  if (loaders && !runtime) {
    const message = `The container may not start with the AppArmor profile ${textInMessage(name)}: ${state}, which ${loaders.join(" and ")} would do; without, ${failure}`;
    return [problem("apparmor-doubtful", message, { fix: `Start it by ${loaders.join(" or ")}, or ${takeOut}` })];
  }
  const file = findProfile(host, name)?.path;
  const load = file === undefined ? "Load it with apparmor_parser -r" : `Run apparmor_parser -r ${shellWord(file)}`;
  const message = `The container cannot start with the AppArmor profile ${textInMessage(name)}: ${state}, so ${failure}`;
  return [problem("apparmor-not-loaded", message, { fix: `${load}, or ${takeOut}` })];
}

function unseen(given: string, path: string): Problem {
  const message = `Cannot tell whether the AppArmor profile ${textInMessage(given)} is loaded: ${path} cannot be read`;
  return problem("unknown", message, { fix: "Run as root where the host's /sys and securityfs are mounted" });
}
