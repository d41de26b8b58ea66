import { escapeControls } from "../../cdi/quote.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { mayBeCrun, type OciRuntime, ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { judgeWord, type WordFate, type WordPlace } from "./judge-word.ts";
import { mountWord } from "./mount-words.ts";
import { cannotMount, isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";

/** Whether runtimes take the options of mounts, and make the same of them. */
export const mountOptions: Check = {
  name: "mount-options",
  run: (subject) => {
    const destinations = new Set<string>();
    return plannedMounts(subject).flatMap((mount) => {
      const isAgain = destinations.has(mount.destination);
      destinations.add(mount.destination);
      const place = { fileSystem: isBind(mount) ? undefined : (mount.type ?? ""), isAgain };
      return optionProblems(mount, place, subject);
    });
  },
};

function optionProblems(mount: PlannedMount, place: WordPlace, { runtime }: Subject): Problem[] {
  const judge = ociRuntime(runtime);
  const version = runtime?.name === judge ? runtime.version : [];
  const words = [...new Set(mount.options)];
  const other: OciRuntime | undefined = judge === "runc" && mayBeCrun(runtime) ? "crun" : undefined;
  return [
    ...words.flatMap((word) => {
      const fate = judgeWord(word, place, judge, version);
      if (fate !== "taken") return [oddWord(mount, word, judge, fate)];
      return other && judgeWord(word, place, other, []) === "refused" ? [oddWord(mount, word, other, "mixed")] : [];
    }),
    ...(judge === "crun" || other ? contradictions(mount) : []),
  ];
}

type Oddness = Exclude<WordFate, "taken">;

const effects: Readonly<Record<Oddness, (runtime: OciRuntime, error: string) => string>> = {
  refused: (runtime, error) => `${runtime} fails with "${error}"`,
  ignored: (runtime) => `${runtime} does not know it and goes without`,
  mixed: (runtime, error) =>
    runtime === "runc"
      ? `runc from 1.2 on fails with "${error}"; older ones, like crun, go without`
      : `crun fails with "${error}"`,
};

function errorOf(mount: PlannedMount, word: string, runtime: OciRuntime): string {
  if (word === "tmpcopyup") return "tmpcopyup can be used only with tmpfs";
  const isForFileSystem = isBind(mount) && runtime === "runc" && word !== "remount";
  return isForFileSystem ? "bind mounts cannot have any filesystem-specific options applied" : "invalid argument";
}

function oddWord(mount: PlannedMount, word: string, runtime: OciRuntime, fate: Oddness): Problem {
  const shown = escapeControls(word);
  const effect = effects[fate](runtime, errorOf(mount, word, runtime));
  const what = `${cannotMount(mount)} with the option ${shown}`;
  const fix = `Take ${shown} out of its options in ${mount.writtenIn}`;
  return fate === "refused"
    ? problem("mount-option-refused", `${what}: ${effect}`, { ...ownersOf(mount), fix })
    : problem("mount-option-doubtful", `${what} everywhere: ${effect}`, { ...ownersOf(mount), fix });
}

/** runc goes by the last word; for crun no word undoes another, and two kinds of propagation are an error. */
function contradictions(mount: PlannedMount): Problem[] {
  const set = new Map<string, string>();
  const found: string[] = [];
  for (const option of mount.options) {
    const word = mountWord(option);
    if (!word || word.role === "recursive") continue;
    if (word.role === "propagation") {
      const before = set.get("propagation");
      if (before !== undefined && before !== option) {
        found.push(`crun fails with "invalid argument" on ${before} and ${option}, of which runc takes the last`);
      }
      set.set("propagation", option);
    } else if (word.sets) set.set(word.flag, option);
    else if (set.has(word.flag))
      found.push(`${option} comes after ${word.flag}: runc takes the last, crun ${word.flag}`);
  }
  return found.map((state) => {
    const message = `${cannotMount(mount)} alike everywhere: ${state}`;
    const fix = `Leave one of the two in its options in ${mount.writtenIn}`;
    return problem("mount-option-doubtful", message, { ...ownersOf(mount), fix });
  });
}
