/** A place of the host whose files the usual policy keeps from containers. */
export interface ClosedPlace {
  readonly path: RegExp;
  /** The most usual type there. */
  readonly type: string;
  /** Whether what is there can be given to containers for good: not where other programs have to get at it, or make it anew. */
  readonly canBeGiven: boolean;
}

/**
 * By the file contexts of Fedora's selinux-policy (`files.fc`) without those of container-selinux (`container.fc`), which are
 * for containers. The root of a driver container is one as well.
 */
const places: readonly ClosedPlace[] = [
  { path: /^\/(?:var\/)?run\/user\//, type: "user_tmp_t", canBeGiven: false },
  {
    path: /^\/(?:var\/)?run\/(?!(?:nvidia\/driver|containers|crio|docker|containerd|buildkit|kata-containers|flannel|media)\/)/,
    type: "var_run_t",
    canBeGiven: false,
  },
  { path: /^\/(?:var\/)?tmp\//, type: "tmp_t", canBeGiven: true },
  { path: /^\/(?:var\/)?home\/[^/]+\/?$/, type: "user_home_dir_t", canBeGiven: false },
  { path: /^\/(?:var\/)?home\/(?![^/]+\/\.local\/share\/containers\/)/, type: "user_home_t", canBeGiven: true },
  { path: /^\/root\/?$/, type: "admin_home_t", canBeGiven: false },
  { path: /^\/(?:root|var\/roothome)\/(?!\.local\/share\/containers\/)./, type: "admin_home_t", canBeGiven: true },
  { path: /^\/var\/log\/(?!(?:containers|pods|lxc|lxd)\/)/, type: "var_log_t", canBeGiven: false },
  {
    path: /^\/var\/lib\/(?!(?:shared|registry|lxc|lxd|docker|docker-latest|containerd|nerdctl|buildkit|containers|ocid|kata-containers|origin|kubernetes|kubelet|cni|rancher)\/)/,
    type: "var_lib_t",
    canBeGiven: true,
  },
  { path: /^\/(?:var\/)?srv\/(?!containers\/)/, type: "var_t", canBeGiven: true },
  { path: /^\/(?:mnt|media)\//, type: "mnt_t", canBeGiven: true },
  { path: /^\/data\//, type: "default_t", canBeGiven: true },
];

/** Undefined where containers may read what is at a path of the host, or it is not known. */
export function closedPlace(hostPath: string): ClosedPlace | undefined {
  return places.find(({ path }) => path.test(hostPath));
}
