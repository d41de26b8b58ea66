import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readTls } from "../../../src/http/listeners/tls-options.ts";

const read = (name: string) => readFileSync(new URL(`../certificates/${name}`, import.meta.url), "utf8");
const none = { certificateFile: undefined, keyFile: undefined, clientCaFile: undefined };
const own = { ...none, certificateFile: "server.pem", keyFile: "server-key.pem" };

it("readTls gives nothing without a certificate", () => {
  expect(readTls(none, read)).toEqual({ tls: undefined });
});

it("readTls asks clients for a certificate only where there is a CA for them", () => {
  expect(readTls(own, read)).toMatchObject({ tls: { requestCert: false } });
  expect(readTls({ ...own, clientCaFile: "ca.pem" }, read)).toMatchObject({
    tls: { requestCert: true, ca: read("ca.pem") },
  });
});

it.each([
  [{ certificateFile: "make.sh" }, ["Cannot use the certificate in make.sh: "]],
  [{ keyFile: "server.pem" }, ["Cannot use the key in server.pem: "]],
  [{ keyFile: "client-key.pem" }, ["Cannot use the key in client-key.pem with the certificate: "]],
  [{ clientCaFile: "make.sh" }, ["Cannot use the client CA in make.sh: "]],
  [
    { keyFile: "gone", clientCaFile: "away" },
    ["Cannot read gone: no such file or directory", "Cannot read away: no such file or directory"],
  ],
])("readTls says what is wrong with %j", (files, starts) => {
  const reading = readTls({ ...own, ...files }, read);
  const mistakes = "mistakes" in reading ? reading.mistakes : [];
  expect(mistakes.map((mistake, index) => mistake.slice(0, starts[index]?.length))).toEqual(starts);
});
