/** What every file system takes as data, for the kernel or a security module reads it first. */
const common: ReadonlySet<string> = new Set(
  "ro rw sync async dirsync mand nomand lazytime nolazytime source context fscontext defcontext rootcontext seclabel".split(
    " ",
  ),
);

/** The options of the kernel's own file systems, as far as those that containers have are concerned. */
const known: Readonly<Record<string, ReadonlySet<string>>> = {
  tmpfs: new Set(
    [
      "size nr_blocks nr_inodes mode uid gid huge mpol inode32 inode64 noswap acl noacl casefold strict_encoding",
      "quota usrquota grpquota usrquota_block_hardlimit usrquota_inode_hardlimit",
      "grpquota_block_hardlimit grpquota_inode_hardlimit",
    ].flatMap((words) => words.split(" ")),
  ),
  devpts: new Set("uid gid mode ptmxmode newinstance max".split(" ")),
  proc: new Set("gid hidepid subset pidns".split(" ")),
  sysfs: new Set(),
  mqueue: new Set(),
};

/** Whether a file system takes an option as data; undefined where its options are not known here. */
export function takesOption(type: string, option: string): boolean | undefined {
  const words = Object.hasOwn(known, type) ? known[type] : undefined;
  const [name = ""] = option.split("=", 1);
  return common.has(name) || words?.has(name);
}
