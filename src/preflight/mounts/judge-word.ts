import type { OciRuntime } from "../oci-runtime.ts";
import { certainty } from "../version-certainty.ts";
import { takesOption } from "./file-system-words.ts";
import { type MountWord, mountWord } from "./mount-words.ts";

/** What a runtime makes of an option: `refused` stops the container, `ignored` has no effect, `mixed` is up to its version. */
export type WordFate = "taken" | "refused" | "ignored" | "mixed";

export interface WordPlace {
  /** Undefined for a bind mount. */
  readonly fileSystem: string | undefined;
  /** Whether something is mounted at its destination before. */
  readonly isAgain: boolean;
}

/** As many numbers of the version as are known. */
export function judgeWord(option: string, place: WordPlace, runtime: OciRuntime, version: readonly number[]): WordFate {
  const word = mountWord(option);
  const special = word?.role && specials[word.role]?.(word, place, runtime);
  if (special) return special;
  if (word && isKnown(word, runtime, version)) return "taken";
  return place.fileSystem === undefined
    ? onBind[runtime](version)
    : takesOption(place.fileSystem, option) === false
      ? "refused"
      : "taken";
}

function isKnown(word: MountWord, runtime: OciRuntime, version: readonly number[]): boolean {
  if (runtime === "crun") return word.crun;
  return word.runc !== undefined && certainty(version, word.runc) !== "no";
}

type Special = (word: MountWord, place: WordPlace, runtime: OciRuntime) => WordFate | undefined;

const specials: Readonly<Partial<Record<NonNullable<MountWord["role"]>, Special>>> = {
  remount: (_, { fileSystem, isAgain }) => (fileSystem === undefined && !isAgain ? "refused" : undefined),
  tmpfs: (_, { fileSystem }, runtime) => (runtime === "crun" && fileSystem !== "tmpfs" ? "refused" : "taken"),
  // On a bind mount it is known or silently without effect, which is for the check of fields to say.
  idmap: (_, { fileSystem }) => (fileSystem === undefined ? "taken" : "refused"),
};

/** From this version on runc refuses a bind mount with options that are for a file system. */
const strictBinds = [1, 2];

const onBind: Readonly<Record<OciRuntime, (version: readonly number[]) => WordFate>> = {
  crun: () => "ignored",
  runc: (version) => (({ yes: "refused", no: "ignored", maybe: "mixed" }) as const)[certainty(version, strictBinds)],
};
