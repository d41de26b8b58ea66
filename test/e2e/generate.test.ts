import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBundle, makeRootfs } from "./bundle.ts";
import { cdictl } from "./command.ts";
import { insideViewScript, parseInsideView } from "./inside-view.ts";
import { runWithPodman, runWithRunc } from "./runtimes.ts";
import { useScratch } from "./scratch.ts";

const scratch = useScratch();
const tty = "/sys/class/tty";

/** The terminals of this machine, those that have a UART's type among them. */
const terminals = readdirSync(tty);
const typed = terminals.filter((name) => existsSync(`${tty}/${name}/type`));
const real = typed.filter((name) => readFileSync(`${tty}/${name}/type`, "utf8").trim() !== "0");

/** Where podman looks for specs; podman 4 cannot be told to look elsewhere. */
const systemSpecDir = "/etc/cdi";
const vendor = `cdictl-generate-${process.pid}.example.com`;
let madeDirectory: string | undefined;

afterAll(() => {
  rmSync(join(systemSpecDir, `${vendor}-port.yaml`), { force: true });
  if (madeDirectory !== undefined) rmSync(madeDirectory, { recursive: true });
});

/** A machine without a UART that is there has nothing to show. */
describe.runIf(real.length > 0)("generate serial on this machine", () => {
  const script = insideViewScript(...real.map((name) => `/dev/${name}`));
  let names: string[] = [];

  beforeAll(() => {
    const { status, stdout } = cdictl("generate", "serial", "-d", scratch.path("specs"), "--write");
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining(": written, ") });
    const listed = cdictl("list", "-d", scratch.path("specs"), "--format", "json");
    names = JSON.parse(listed.stdout).map(({ name }: { name: string }) => name);
  });

  it("finds every UART that is there, and no phantom", () => {
    const byKernel = names.map((name) => name.slice(name.indexOf("=") + 1)).filter((name) => terminals.includes(name));
    expect(byKernel.filter((name) => typed.includes(name)).sort()).toEqual([...real].sort());
  });

  it("writes what validate has nothing to say of, and takes for fresh", () => {
    expect(cdictl("validate", "--strict", scratch.path("specs"))).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(cdictl("generate", "serial", "-d", scratch.path("specs"), "--check").status).toBe(0);
  });

  it("gives a container of runc ports that it can open, under each of their names", () => {
    for (const [index, name] of names.entries()) {
      const bundle = makeBundle(scratch.path(`bundle-${index}`), script);
      const seen = () => parseInsideView(runWithRunc(bundle, scratch.path("runc"))).access;
      expect(seen()).toEqual({});
      expect(cdictl("inject", "-d", scratch.path("specs"), "--in-place", bundle, name).status).toBe(0);
      expect(Object.values(seen())).toEqual(["rw"]);
    }
  });

  it("gives podman's containers a port, at the cdiVersion that podman knows", () => {
    madeDirectory = mkdirSync(systemSpecDir, { recursive: true });
    const kind = `${vendor}/port`;
    const argv = ["generate", "serial", "-d", systemSpecDir, "--write", "--kind", kind, "--cdi-version", "0.5.0"];
    expect(cdictl(...argv).status).toBe(0);
    const [port = ""] = real;
    const rootfs = makeRootfs(scratch.path("rootfs"));
    const output = runWithPodman(rootfs, script, scratch.path("podman"), [`${kind}=${port}`]);
    const [major, minor] = readFileSync(`${tty}/${port}/dev`, "utf8").trim().split(":").map(Number);
    expect(parseInsideView(output).devices).toContainEqual(
      expect.objectContaining({ path: `/dev/${port}`, type: "character", major, minor }),
    );
  });
});
