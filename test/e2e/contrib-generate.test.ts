import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { boardHost } from "../generators/serial/serial-hosts.ts";
import { ttyParts } from "../generators/serial/tty-parts.ts";
import { together } from "../host/fake-host.ts";
import { useMachine } from "./machine.ts";
import { checkout, placeCheckout } from "./place-checkout.ts";
import { placeHost } from "./place-host.ts";

const machine = useMachine();
const runtimes = ["containerd.service", "docker.service", "crio.service", "kubelet.service"];

const adapter = ttyParts("ttyUSB7", "/sys/devices/platform/usb/1-1:1.0/ttyUSB7", "188:7");
const plugIn = "cp --archive --no-target-directory /root/host-with-adapter /root/host\n";
const unplug = "rm /root/host/sys/class/tty/ttyUSB7\n";
/** Waits for a condition, for a minute at most. */
const waitFor = (condition: string) => `timeout 60 sh -c 'until ${condition}; do sleep 0.1; done'\n`;
const waitForAdapter = waitFor("grep --quiet --no-messages ttyUSB7 /run/cdi/*");

beforeAll(() => {
  placeHost(machine.path("/root/host"), boardHost);
  placeHost(machine.path("/root/host-with-adapter"), together(boardHost, adapter));
  placeCheckout(machine);
  for (const name of runtimes) {
    const unit = "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/ls /run/cdi\n";
    writeFileSync(machine.path(`/etc/systemd/system/${name}`), unit);
  }
});

it("what docs/generating.md says to run installs and enables the units", () => {
  const [, commands = ""] = /```sh\n(.*?)```/s.exec(readFileSync("docs/generating.md", "utf8")) ?? [];
  const output = machine.boot([], `cd ${checkout}\n${commands}systemctl is-enabled cdi-generate.{service,path}`);
  expect(output).toMatch(/\nenabled\nenabled\n$/);
  writeFileSync(machine.path("/etc/cdi-generate.env"), "CDI_GENERATE=serial --root /root/host\n");
});

describe("the specs of a machine that boots", () => {
  it("are there before a runtime starts, for everyone to read", () => {
    const listed = runtimes.map((name) => `journalctl --output=cat --unit=${name} | grep yaml\n`).join("");
    const script = `journalctl --sync\n${listed}stat --format=%a /run/cdi/*`;
    const output = machine.boot(["cdi-generate.service", ...runtimes], script);
    expect(output).toBe(`${"serial.dev-port.yaml\n".repeat(runtimes.length)}644\n`);
  });

  it("keep no runtime from starting where they cannot be written", () => {
    const dropIns = machine.path("/etc/systemd/system/cdi-generate.service.d");
    mkdirSync(dropIns);
    writeFileSync(`${dropIns}/failing.conf`, "[Service]\nExecStart=\nExecStart=/usr/bin/false\n");
    const units = ["cdi-generate.service", "cdi-generate.path", ...runtimes];
    const output = machine.boot(units, `systemctl is-active ${units.join(" ")} || true`);
    rmSync(dropIns, { recursive: true });
    expect(output).toBe(`failed\nactive\n${"active\n".repeat(runtimes.length)}`);
  });
});

describe("the specs of a running machine", () => {
  it("are written anew each time that udev asks, in a storm too", () => {
    const ask = "touch /run/cdi-generate-wanted\n";
    const storm = `for i in {1..50}; do sleep 0.02; ${ask.trim()}; done\n`;
    const output = machine.boot(
      ["cdi-generate.service", "cdi-generate.path"],
      `${storm}${plugIn}${ask}${waitForAdapter}${waitFor("! test -e /run/cdi-generate-wanted")}
      systemctl is-active cdi-generate.path
      ${unplug}${ask}${waitFor("! grep --quiet ttyUSB7 /run/cdi/*")}`,
    );
    expect(output).toBe("active\n");
  });

  it("are kept fresh by the unit that watches, until it is stopped", () => {
    const unit = "cdi-generate-watch.service";
    const output = machine.boot(
      [unit],
      `${waitFor(`journalctl --unit=${unit} | grep --quiet fresh`)}${plugIn}${waitForAdapter}
      systemctl stop ${unit}
      systemctl show --property=Result ${unit}
      ${unplug}`,
    );
    expect(output).toBe("Result=success\n");
  });
});
