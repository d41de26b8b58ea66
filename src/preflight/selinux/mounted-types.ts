/** Where the usual policy has files that containers may not even read, and of which type they are. */
const closed: readonly (readonly [path: RegExp, type: string])[] = [
  [/^\/(?:var\/)?run\//, "var_run_t"],
  [/^\/(?:var\/)?tmp\//, "tmp_t"],
  [/^\/(?:var\/)?home\//, "user_home_t"],
  [/^\/root\//, "admin_home_t"],
  [/^\/var\/log\//, "var_log_t"],
  [/^\/var\/lib\/(?!(?:containers|docker|kubelet|containerd)\/)/, "var_lib_t"],
  [/^\/var\/(?!lib\/)/, "var_t"],
  [/^\/srv\//, "var_t"],
  [/^\/(?:mnt|media)\//, "mnt_t"],
  [/^\/data\//, "default_t"],
];

/** The type of a file of the host that containers may not read; undefined where they may, or it is not known. */
export function closedType(hostPath: string): string | undefined {
  return closed.find(([path]) => path.test(hostPath))?.[1];
}
