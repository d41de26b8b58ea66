import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** From the package busybox-static: the one program that a root file system needs. */
const busybox = "/bin/busybox";
const applets = ["sh", "cat", "find", "grep", "stat", "tr"];
const mountPoints = ["dev", "etc", "proc", "run", "sys", "tmp"];

/** Makes a root file system with a shell in it; its path. */
export function makeRootfs(path: string): string {
  mkdirSync(join(path, "bin"), { recursive: true, mode: 0o755 });
  copyFileSync(busybox, join(path, "bin/busybox"));
  for (const applet of applets) symlinkSync("busybox", join(path, "bin", applet));
  for (const directory of mountPoints) mkdirSync(join(path, directory));
  return path;
}

/** The OCI document that ships with the project, ready to be changed. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches anywhere into it
export function ociDocument(): any {
  return JSON.parse(readFileSync(new URL("../../specs/oci/config.json", import.meta.url), "utf8"));
}

/** Makes a bundle that runs a shell script in a root file system of its own; its path. */
export function makeBundle(path: string, script: string, change = (_document: ReturnType<typeof ociDocument>) => {}) {
  makeRootfs(join(path, "rootfs"));
  const document = ociDocument();
  document.process.args = ["/bin/sh", "-c", script];
  change(document);
  writeFileSync(join(path, "config.json"), JSON.stringify(document, null, "\t"));
  return path;
}

export function readConfig(bundle: string): ReturnType<typeof ociDocument> {
  return JSON.parse(readFileSync(join(bundle, "config.json"), "utf8"));
}

export function changeConfig(bundle: string, change: (document: ReturnType<typeof ociDocument>) => void): void {
  const document = readConfig(bundle);
  change(document);
  writeFileSync(join(bundle, "config.json"), JSON.stringify(document));
}
