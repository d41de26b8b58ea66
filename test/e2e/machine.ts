import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type Outcome, run, runWell } from "./command.ts";

/** A copy of this machine whose files a test may change, with a systemd, devices and a network of its own. */
export interface Machine {
  /** Where a path of the copy is on this machine. */
  readonly path: (path: string) => string;
  /** Runs a program in the copy, where no systemd is running. */
  readonly run: (...command: readonly string[]) => Outcome;
  /** Boots the copy with these units, runs a script of bash once they have started, and turns it off. What it prints. */
  readonly boot: (units: readonly string[], script: string) => string;
}

const scriptPath = "/root/script.bash";
const outputPath = "/root/script.output";
const end = "the end of the script\n";

/** A machine of a test file's own: an overlay in memory over this one. */
export function useMachine(): Machine {
  let folder = "";
  const path = (inside: string) => join(folder, "root", inside);

  beforeAll(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "cdictl-machine-"));
    runWell("mount", ["-t", "tmpfs", "tmpfs", folder]);
    for (const name of ["root", "upper", "work"]) mkdirSync(join(folder, name));
    const layers = `lowerdir=/,upperdir=${folder}/upper,workdir=${folder}/work`;
    runWell("mount", ["-t", "overlay", "overlay", "-o", layers, join(folder, "root")]);
  });

  afterAll(() => {
    runWell("umount", ["--lazy", join(folder, "root")]);
    runWell("umount", ["--lazy", folder]);
    rmdirSync(folder);
  });

  function boot(units: readonly string[], script: string): string {
    rmSync(path(outputPath), { force: true });
    writeFileSync(path(scriptPath), `set -e\n${script}\necho -n '${end}'`);
    writeFileSync(path("/etc/systemd/system/script.service"), scriptUnit(units));
    writeFileSync(path("/etc/systemd/system/script.target"), scriptTarget(units));
    const booted = [...nspawn(path("/")), "--boot", "systemd.unit=script.target"];
    const { status, stderr } = run("timeout", ["120", "systemd-nspawn", ...booted]);
    const output = existsSync(path(outputPath)) ? readFileSync(path(outputPath), "utf8") : "";
    if (!output.endsWith(end)) throw new Error(`systemd-nspawn: exit status ${status}\n${stderr}${output}`);
    return output.slice(0, -end.length);
  }

  return { path, run: (...command) => run("systemd-nspawn", [...nspawn(path("/")), "--as-pid2", ...command]), boot };
}

function nspawn(root: string): readonly string[] {
  const alone = ["--register=no", "--keep-unit", "--private-network", "--link-journal=no"];
  return ["--quiet", "--console=pipe", `--directory=${root}`, ...alone];
}

function scriptUnit(units: readonly string[]): string {
  return `[Unit]
After=${units.join(" ")}
[Service]
Type=oneshot
ExecStart=/bin/bash ${scriptPath}
StandardOutput=append:${outputPath}
StandardError=inherit
ExecStopPost=/bin/systemctl --no-block --force poweroff
`;
}

function scriptTarget(units: readonly string[]): string {
  return `[Unit]
Requires=basic.target
After=basic.target
Wants=script.service ${units.join(" ")}
`;
}
