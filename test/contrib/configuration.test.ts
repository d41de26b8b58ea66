import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readConfiguration } from "../../src/http/configuration/read-configuration.ts";
import { settingRows } from "../../src/http/configuration/settings.ts";
import { flagsOf, worldOf } from "../http/configuration/world.ts";

const sample = readFileSync(new URL("../../contrib/cdi-registry.yaml", import.meta.url), "utf8");
/** The sample with every setting in force. A setting begins right behind its `#`, a comment behind a space. */
const inForce = sample.replaceAll(/^( *)#(?=[a-z-]+: )/gm, "$1");

function readingOf(text: string) {
  const files = {
    "/etc/cdi-registry.yaml": text,
    "/etc/cdi-registry.tokens": "",
    "/etc/cdi-registry/tls.pem": "",
    "/etc/cdi-registry/tls-key.pem": "",
    "/etc/cdi-registry/client-ca.pem": "",
  };
  const flags = flagsOf({ config: ["/etc/cdi-registry.yaml"] });
  return readConfiguration(worldOf(files, { flags, findGroup: () => 990 }));
}

it("the sample configuration changes nothing", async () => {
  expect(await readingOf(sample)).toEqual(await readConfiguration(worldOf()));
});

it("the sample configuration shows every setting, with its default where it has one", async () => {
  const reading = await readingOf(inForce);
  const plain = await readConfiguration(worldOf());
  if ("mistakes" in reading || "mistakes" in plain) throw new Error(JSON.stringify(reading));
  const { socket, tokenFile, tls, generate } = reading.configuration;
  expect({ groupId: socket.groupId, tokenFile, generate, ...tls }).toEqual({
    groupId: 990,
    tokenFile: "/etc/cdi-registry.tokens",
    certificateFile: "/etc/cdi-registry/tls.pem",
    keyFile: "/etc/cdi-registry/tls-key.pem",
    clientCaFile: "/etc/cdi-registry/client-ca.pem",
    clientScopes: ["read"],
    generate: ["nvidia", "rdma", "serial"],
  });
  const unset = {
    generate: [],
    socket: plain.configuration.socket,
    tokenFile: undefined,
    tls: plain.configuration.tls,
  };
  expect({ ...reading.configuration, ...unset }).toEqual(plain.configuration);
});

it("the sample configuration names every row of the table and nothing else", () => {
  const names: string[] = [];
  let section = "";
  for (const [, indent = "", name = "", rest] of inForce.matchAll(/^( *)([a-z-]+):( .*)?$/gm)) {
    if (indent === "") section = rest === undefined ? `${name}.` : "";
    if (rest !== undefined) names.push(`${section}${name}`);
  }
  expect(names).toEqual(settingRows.map(({ key }) => key));
});
