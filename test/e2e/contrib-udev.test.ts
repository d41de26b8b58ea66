import { cpSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { generatorNames } from "../../src/generators/generator-names.ts";
import { loadGenerator } from "../../src/generators/generators.ts";
import { useMachine } from "./machine.ts";

const machine = useMachine();
const file = "90-cdi-generate.rules";
const rules = readFileSync(`contrib/udev/${file}`, "utf8");

/** Devices of this machine, of which any has some. */
const terminal = "/sys/class/tty/tty";
const serialPort = readdirSync("/sys/class/tty").find((name) => name.startsWith("ttyS"));
const miscellaneous = `/sys/class/misc/${readdirSync("/sys/class/misc")[0]}`;
const loopback = "/sys/class/net/lo";

beforeAll(() => cpSync(`contrib/udev/${file}`, machine.path(`/etc/udev/rules.d/${file}`)));

/** Whether the rules would ask for specs after something has happened to a device; nothing is run. */
function asks(action: string, device: string): boolean {
  const { status, stdout, stderr } = machine.run("udevadm", "test", `--action=${action}`, device);
  expect({
    status,
    complaints: stderr.split("\n").filter((line) => line.includes(file) && /invalid|unknown/i.test(line)),
  }).toEqual({ status: 0, complaints: [] });
  return stdout.includes("run: '/usr/bin/touch /run/cdi-generate-wanted'");
}

describe("the udev rules", () => {
  it.each(["add", "remove"])("ask for specs on %s of a device that specs are written of", (action) => {
    expect(asks(action, miscellaneous)).toBe(true);
    if (serialPort !== undefined) expect(asks(action, `/sys/class/tty/${serialPort}`)).toBe(true);
  });

  it("ask for none on a change of it, nor for other devices", () => {
    expect(asks("change", miscellaneous)).toBe(false);
    expect(asks("add", terminal)).toBe(false);
    expect(asks("add", loopback)).toBe(false);
  });

  it("ask for the file that the path unit looks for and the service removes", () => {
    const unit = (type: string) => readFileSync(`contrib/systemd/cdi-generate.${type}`, "utf8");
    expect(unit("path")).toContain("PathExists=/run/cdi-generate-wanted\n");
    expect(unit("service")).toContain("ExecStartPre=+/usr/bin/rm -f /run/cdi-generate-wanted\n");
  });

  it.each(generatorNames)("know every class of devices that %s looks at", async (name) => {
    const { signals } = await loadGenerator(name);
    const classes = signals.flatMap(({ path }) => /^\/sys\/(?:class|bus)\/([^/]+)/.exec(path)?.[1] ?? []);
    const known = [...rules.matchAll(/^SUBSYSTEM=="([^"]+)",.* GOTO="cdi_generate_want"$/gm)].flatMap(
      ([, names = ""]) => names.split("|"),
    );
    expect(classes.filter((each) => !known.includes(each))).toEqual([]);
  });
});
