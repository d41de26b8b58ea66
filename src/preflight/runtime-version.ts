/** A container runtime as people name it: `podman@5.2`. */
export interface RuntimeVersion {
  readonly name: RuntimeName;
  /** Numbers of the version, as many as were given; none stands for any. */
  readonly version: readonly number[];
}

export const runtimeNames = [
  "containerd",
  "cri-o",
  "podman",
  "docker",
  "buildah",
  "buildkit",
  "nerdctl",
  "runc",
  "crun",
] as const;

export type RuntimeName = (typeof runtimeNames)[number];

/** Reads `NAME` or `NAME@VERSION`; undefined where it is neither. */
export function parseRuntimeVersion(text: string): RuntimeVersion | undefined {
  const [asked, version = "", ...more] = text.split("@");
  const name = runtimeNames.find((known) => known === asked);
  if (name === undefined || more.length > 0 || (text.includes("@") && !/^v?\d{1,6}(?:\.\d{1,6}){0,2}/.test(version))) {
    return undefined;
  }
  const numbers = /^v?(\d+(?:\.\d+){0,2})/.exec(version)?.[1];
  return { name, version: numbers === undefined ? [] : numbers.split(".").map(Number) };
}

/** Whether a version is at least another; where it says less, as `5` does of `5.2`, the newest that it can be counts. */
export function isAtLeast(version: readonly number[], least: readonly number[]): boolean {
  for (const [index, part] of least.entries()) {
    const own = version[index];
    if (own === undefined) return true;
    if (own !== part) return own > part;
  }
  return true;
}
