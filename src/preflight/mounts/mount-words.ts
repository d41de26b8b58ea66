/** A word among the options of a mount that a runtime takes itself; all others it hands to the file system. */
export interface MountWord {
  /** What it sets or clears. Words of one flag contradict each other. */
  readonly flag: string;
  readonly sets: boolean;
  /** The first version of runc that knows it; undefined where none does. */
  readonly runc: readonly number[] | undefined;
  readonly crun: boolean;
  readonly role?: "propagation" | "bind" | "idmap" | "tmpfs" | "remount" | "recursive";
}

interface Row {
  readonly pairs: readonly (readonly [set: string, clear?: string])[];
  readonly runc: readonly number[] | undefined;
  readonly crun: boolean;
  readonly role?: NonNullable<MountWord["role"]>;
}

const ever: readonly number[] = [0];
const propagations = ["private", "shared", "slave", "unbindable"].flatMap((word) => [[word], [`r${word}`]] as const);

/** As runc and crun have them, which are not the same. */
const rows: readonly Row[] = [
  {
    pairs: [
      ["ro", "rw"],
      ["nosuid", "suid"],
      ["nodev", "dev"],
      ["noexec", "exec"],
      ["sync", "async"],
      ["dirsync"],
      ["mand", "nomand"],
      ["noatime", "atime"],
      ["nodiratime", "diratime"],
      ["relatime", "norelatime"],
      ["strictatime", "nostrictatime"],
    ],
    runc: ever,
    crun: true,
  },
  { pairs: [["bind"], ["rbind"]], runc: ever, crun: true, role: "bind" },
  { pairs: [["remount"]], runc: ever, crun: true, role: "remount" },
  { pairs: propagations, runc: ever, crun: true, role: "propagation" },
  { pairs: [["tmpcopyup"]], runc: ever, crun: true, role: "tmpfs" },
  { pairs: [["idmap"], ["ridmap"]], runc: [1, 2], crun: true, role: "idmap" },
  {
    pairs: [
      ["iversion", "noiversion"],
      ["silent", "loud"],
      ["nosymfollow", "symfollow"],
    ],
    runc: ever,
    crun: false,
  },
  { pairs: [["lazytime", "nolazytime"]], runc: [1, 2], crun: false },
  {
    pairs: [
      ["rro", "rrw"],
      ["rnosuid", "rsuid"],
      ["rnodev", "rdev"],
      ["rnoexec", "rexec"],
      ["rnodiratime", "rdiratime"],
      ["rrelatime", "rnorelatime"],
      ["rnoatime", "ratime"],
      ["rstrictatime", "rnostrictatime"],
    ],
    runc: ever,
    crun: true,
    role: "recursive",
  },
  { pairs: [["rnosymfollow", "rsymfollow"]], runc: ever, crun: false, role: "recursive" },
  { pairs: [["rsync", "rasync"], ["rdirsync"], ["rmand", "rnomand"]], runc: undefined, crun: true, role: "recursive" },
  { pairs: [["copy-symlink"], ["src-nofollow"], ["dest-nofollow"], ["defaults"]], runc: undefined, crun: true },
];

const words: ReadonlyMap<string, MountWord> = new Map(rows.flatMap(wordsIn));

function wordsIn({ pairs, runc, crun, role }: Row): [string, MountWord][] {
  return pairs.flatMap(([set, clear]) =>
    [set, clear].flatMap((word): [string, MountWord][] => {
      return word === undefined ? [] : [[word, { flag: set, sets: word === set, runc, crun, ...(role && { role }) }]];
    }),
  );
}

/** crun takes mappings with the word: `idmap=uids=0-1000-1`. */
export function mountWord(option: string): MountWord | undefined {
  const word = words.get(option);
  if (word) return word;
  const idmap = /^(r?idmap)=/.exec(option)?.[1];
  return idmap === undefined ? undefined : { flag: idmap, sets: true, runc: undefined, crun: true };
}
