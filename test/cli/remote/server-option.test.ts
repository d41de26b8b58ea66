import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { json, refusing, standIn } from "../../client/stand-in.ts";
import { startService } from "../../http/start-service.ts";
import { temporaryDirectory, writeOldFiles } from "../../registry/directories.ts";
import { cdictl, refusal } from "../command-line.ts";
import { useSamples } from "../use-samples.ts";

const samples = useSamples();

async function serving(): Promise<string> {
  const { socketPath } = await startService({ dirs: [`${samples.root}/high`] });
  return `unix:${socketPath}`;
}

describe("--server", () => {
  it("goes before or after the command, and stands in the hint to see more", async () => {
    writeOldFiles(samples.root, { "high/bad.json": "[]" });
    const server = await serving();
    expect((await cdictl(["--server", server, "list"])).stdout).toContain("vendor.com/gpu=0");
    const { stderr } = await cdictl(["list", `--server=${server}`]);
    expect(stderr).toMatch(new RegExp(`; see cdictl list problems --server ${server}\n$`));
  });

  it("can be set in the environment, where spec directories on the line are stronger", async () => {
    const env = { CDI_SERVER: await serving(), CDI_SPEC_DIRS: `${samples.root}/low` };
    expect((await cdictl(["list"], { env })).stdout).not.toContain("vendor.com/gpu=1");
    expect((await cdictl(["list", "-d", `${samples.root}/low`], { env })).stdout).toContain("vendor.com/gpu=1");
    expect((await cdictl(["list"], { env: { ...env, CDI_SERVER: "" } })).stdout).toContain("vendor.com/gpu=1");
  });

  it("is of no matter in the environment for a command without a registry", async () => {
    const env = { CDI_SERVER: "nonsense" };
    expect((await cdictl(["completion", "bash"], { env })).status).toBe(0);
    expect((await cdictl(["completion", "bash", "--server", "unix:/x"])).status).toBe(0);
  });

  it.each([
    [["list", "--server", "unix:/x", "-d", "/etc/cdi"], "--server and --spec-dir exclude each other"],
    [["inject", "-d", "a", "--server=unix:/x", "-", "a/b=c"], "--server and --spec-dir exclude each other"],
    [["list", "--server", "/run/cdi.sock"], 'Cannot use "/run/cdi.sock" as the address of a service'],
    [["list", "--server", ""], 'Cannot use "" as the address of a service'],
    [["list", "--server"], "--server needs a value: ADDRESS"],
    [["list", "--server", "unix:/a", "--server", "unix:/b"], "--server is given twice"],
    [["serve", "--server", "unix:/x"], "--server asks a service that runs; serve starts one"],
    [["inject", "--server", "unix:/x", "--diff", "--patch", "-", "a/b=c"], "--diff and --patch exclude each other"],
    [["resolve", "--server", "unix:/x", "--env", "A", "-"], "--env takes NAME=VENDOR/CLASS"],
    [["validate", "--server", "unix:/x", "/tmp"], "--server checks single files, and /tmp is a directory"],
  ])("is refused in %j", async (argv, message) => {
    const outcome = await cdictl(argv);
    expect(outcome).toMatchObject({ status: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});

describe("a service that does not answer as it should", () => {
  it("is told of with what to do, and status 1", async () => {
    const dir = temporaryDirectory();
    const { stderr } = refusal(await cdictl(["list", "--server", `unix:${dir}/\x1b.sock`]));
    expect(stderr).toBe(
      `cdictl: Cannot use the service at unix:${dir}/\\u001b.sock: there is no such socket; start it with cdictl serve, or name the socket that it listens on\n`,
    );
    const { address } = await standIn((_, response) => response.end("hello"));
    expect(refusal(await cdictl(["list", "--server", address])).stderr).toContain("is no CDI registry (status 200)");
  });

  it.each([
    [401, "unauthenticated", "CDI_SERVER_TOKEN holds the token that is sent"],
    [403, "forbidden", "(403 forbidden)"],
    [413, "body-too-large", "without --server a document may be larger"],
    [503, "not-ready", "try again later"],
    [500, "code-of-tomorrow", "(500 code-of-tomorrow)"],
  ])("is told of where it refuses with %i", async (status, code, message) => {
    const { address } = await standIn(refusing(status, code, { detail: "Why \x1b[31m not" }));
    const { stderr } = refusal(await cdictl(["inject", "-", "a/b=c", "--server", address], { stdin: "{}" }));
    expect(stderr).toContain(`cdictl: the service at ${address} refuses: Why \\u001b[31m not (${status} ${code})`);
    expect(stderr).toContain(message);
  });

  it("leaves nothing half done where the spec in its answer is broken off", async () => {
    const { address } = await standIn((_, response) =>
      response.setHeader("content-type", "application/json").end('{"revision":"a.1","spec":{"a":'),
    );
    const path = samples.ociFile();
    refusal(await cdictl(["inject", "--in-place", path, "a/b=c", "--server", address]));
    const other = await standIn(json({ revision: "a.1" }));
    refusal(await cdictl(["inject", path, "a/b=c", "--server", other.address]));
  });
});

describe("credentials", () => {
  it("come from the environment", async () => {
    const { address } = await standIn((request, response) =>
      response.setHeader("content-type", "application/json").end(
        JSON.stringify({
          revision: "a.1",
          directories: [{ path: request.headers.authorization, priority: 0, state: "present" }],
          items: [],
        }),
      ),
    );
    const token = { env: { CDI_SERVER_TOKEN: "secret\n" } };
    expect((await cdictl(["list", "dirs", "--server", address], token)).stdout).toContain("Bearer secret");
  });

  it("are told of where they cannot be read or used", async () => {
    const missing = { env: { CDI_SERVER_CA_FILE: "/no/such/ca.pem" } };
    expect(refusal(await cdictl(["list", "--server", "https://localhost:1"], missing)).stderr).toBe(
      "cdictl: cannot read /no/such/ca.pem, which CDI_SERVER_CA_FILE names: no such file or directory\n",
    );
    const garbage = { env: { CDI_SERVER_CERTIFICATE_FILE: "README.md", CDI_SERVER_KEY_FILE: "README.md" } };
    expect(refusal(await cdictl(["list", "--server", "https://localhost:1"], garbage)).stderr).toContain(
      "Cannot use the service at https://localhost:1: a certificate or key to use is none: ",
    );
    const odd = { env: { CDI_SERVER_TOKEN: "a\nb" } };
    expect(refusal(await cdictl(["list", "--server", "unix:/none"], odd)).stderr).toContain("the token has characters");
  });
});

describe("validate", () => {
  it("without arguments tells what the service found", async () => {
    writeOldFiles(samples.root, { "high/bad.json": "[]" });
    const argv = ["validate", "--server", await serving()];
    expect(await cdictl(argv)).toEqual(await cdictl(["validate", "-d", `${samples.root}/high`]));
  });

  it.each([
    ["cdiVersion: 0.3.0\nkind: vendor.com/net\ndevices:\n- name: 0\n  containerEdits: {}\n", 1],
    ["cdiVersion: 0.8.0\nkind: vendor.com/net\ndevices:\n- name: a\n  containerEdits: {env: [A=1]}\n", 0],
    ["", 1],
    ["\ufeff[", 1],
  ])("has the service check a file and standard input: %j", async (stdin, status) => {
    const server = await serving();
    writeFileSync(`${samples.root}/file.yaml`, stdin, { mode: 0o644 });
    for (const more of [[], ["--strict"], ["--format", "json"]]) {
      const argv = ["validate", "-", `${samples.root}/file.yaml`, `${samples.root}/none.yaml`, ...more];
      const there = await cdictl([...argv, "--server", server], { stdin });
      expect(there).toEqual(await cdictl(argv, { stdin }));
    }
    expect((await cdictl(["validate", "-", "--server", server], { stdin })).status).toBe(status);
  });
});
