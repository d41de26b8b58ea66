import { chmodSync, chownSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeSocket } from "../generators/nvidia/fake-driver.ts";
import { generate } from "../generators/nvidia/generate.ts";
import { messagesIn, mountsIn } from "../generators/nvidia/said.ts";
import { simpleFolder, simpleHost, simpleVersion } from "../generators/nvidia/simple-host.ts";

const library = `${simpleFolder}/libcuda.so.${simpleVersion}`;

describe("a driver's files that belong to another user", () => {
  it("are not used", () => {
    const host = simpleHost();
    chownSync(join(host.root, library), 1000, 1000);
    const generated = generate(host);
    expect(mountsIn(generated)).not.toContain(library);
    expect(messagesIn(generated)).toContain(`Cannot use ${library}: ${library} belongs to user 1000`);
  });

  it("are not used where they are the sockets of MPS", () => {
    const host = simpleHost();
    host.add({ directories: ["/tmp/nvidia-mps"] });
    chmodSync(join(host.root, "/tmp"), 0o1777);
    chownSync(join(host.root, "/tmp/nvidia-mps"), 1000, 1000);
    expect(mountsIn(generate(host))).not.toContain("/tmp/nvidia-mps");
  });

  it("are used where they are a daemon's socket, in no directory that is open to all", () => {
    const host = simpleHost();
    const path = "/run/nvidia-persistenced/socket";
    writeSocket(host.root, path);
    for (const owned of [path, dirname(path)]) chownSync(join(host.root, owned), 128, 128);
    expect(mountsIn(generate(host))).toContain(path);
    chmodSync(join(host.root, dirname(path)), 0o777);
    expect(mountsIn(generate(host))).not.toContain(path);
  });
});
