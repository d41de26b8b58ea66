import { runWell } from "./command.ts";

let started = 0;

function nextId(): string {
  started += 1;
  return `cdictl-e2e-${process.pid}-${started}`;
}

/** Starts a bundle with runc and waits for its end; what it printed. */
export function runWithRunc(bundle: string, state: string): string {
  return runWell("runc", ["--root", state, "run", nextId()], bundle);
}

/**
 * Starts a bundle with crun and waits for its end; what it printed. crun takes no part in a hybrid cgroup layout, so it
 * runs with a view of cgroup v2 alone and leaves cgroups as they are: device rules have no effect.
 */
export function runWithCrun(bundle: string, state: string): string {
  const script = [
    "umount -R /sys/fs/cgroup",
    "mount -t cgroup2 none /sys/fs/cgroup",
    'exec crun --root "$0" --cgroup-manager=disabled run "$1"',
  ];
  return runWell("unshare", ["-m", "sh", "-e", "-c", script.join("; "), state, nextId()], bundle);
}

/** Runs a shell script with podman (and runc) on a root file system; what it printed. */
export function runWithPodman(rootfs: string, script: string, state: string, devices: readonly string[]): string {
  const storage = [
    "--storage-driver=vfs",
    `--root=${state}/storage`,
    `--runroot=${state}/run`,
    `--tmpdir=${state}/tmp`,
  ];
  /** podman's own limits are higher than what a confined root may set. */
  const limits = ["--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024"];
  const container = [
    "--rm",
    "--network=none",
    "--hostname=cdi",
    ...limits,
    ...devices.map((name) => `--device=${name}`),
  ];
  const command = ["--rootfs", rootfs, "/bin/sh", "-c", script];
  return runWell("podman", [
    ...storage,
    "--runtime=runc",
    "--cgroup-manager=cgroupfs",
    "run",
    ...container,
    ...command,
  ]);
}
