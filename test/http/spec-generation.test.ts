import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ProblemList } from "../../src/contract/schemas.ts";
import { adapterHost, onBoardHost } from "../generators/serial/serial-hosts.ts";
import { hostCopy } from "../host/host-copy.ts";
import { specText } from "../registry/directories.ts";
import { until } from "../registry/until.ts";
import { onService } from "./on-service.ts";

interface Listing {
  readonly items: readonly { readonly name: string }[];
}

const settings = (root: string, generate = "serial") => ({ HOST_ROOT: root, GENERATE: generate });

it("a service with generators has the host's devices from its first answer on, and logs what it wrote", async () => {
  const { dir, tell, logged } = await onService({}, { settings: settings(hostCopy(adapterHost({})), "serial,nvidia") });
  const { items } = (await tell<Listing>("/v1/devices?name=serial.dev/port%3DttyUSB*")).body;
  expect(items.map(({ name }) => name)).toEqual(["serial.dev/port=ttyUSB0"]);
  const line = logged.map((each) => JSON.parse(each)).find(({ msg }) => msg === "spec generated");
  expect(line).toMatchObject({ generator: "serial", path: join(dir, "serial.dev-port.yaml"), level: "info" });
  const none = logged.map((each) => JSON.parse(each)).find(({ code }) => code === "does-not-apply");
  expect(none).toMatchObject({ generator: "nvidia", level: "info" });
});

it("devices of the host come and go with it", async () => {
  const root = hostCopy(adapterHost({}));
  const { dir, tell } = await onService({}, { settings: settings(root) });
  const path = join(dir, "serial.dev-port.yaml");
  const text = readFileSync(path, "utf8");
  rmSync(path);
  await until(async () => (await tell("/v1/devices/serial.dev/port/ttyUSB0")).status === 404);
  await until(async () => (await tell("/v1/devices/serial.dev/port/ttyUSB0")).status === 200);
  expect(readFileSync(path, "utf8")).toBe(text);
});

it("what is wrong with generated specs is among the problems", async () => {
  const foreign = { "serial.dev-port.yaml": specText("serial.dev/port", ["mine"]) };
  const { tell } = await onService(foreign, { settings: settings(hostCopy(onBoardHost), "all") });
  const { items } = (await tell<ProblemList>("/v1/problems")).body;
  expect(items.map(({ code }) => code)).toEqual(["device-in-use", "not-own-file"]);
});

it("a host whose parts cannot be read leaves the service as it is", async () => {
  const root = hostCopy({});
  writeFileSync(join(root, "sys"), "no directory");
  const { tell, logged } = await onService({ "a.json": specText("a.b/c", ["d"]) }, { settings: settings(root, "all") });
  expect((await tell<Listing>("/v1/devices")).body.items).toHaveLength(1);
  expect((await tell<ProblemList>("/v1/problems")).body.items).toEqual([]);
  expect(logged.join("")).not.toContain('"level":"error"');
});

it("a host that is not where it should be is a problem that anyone can see", async () => {
  const { tell } = await onService({}, { settings: settings("/none") });
  const { items } = (await tell<ProblemList>("/v1/problems")).body;
  expect(items).toMatchObject([{ code: "unreadable-directory", path: "/none" }]);
});
