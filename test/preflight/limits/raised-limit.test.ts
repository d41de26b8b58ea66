import { describe, expect, it } from "vitest";
import { callerOf } from "../../../src/preflight/limits/caller.ts";
import { raised } from "../../../src/preflight/limits/raised-limit.ts";
import { unavailable } from "../../../src/preflight/limits/unavailable-capabilities.ts";
import { said } from "../subject-on.ts";

const limits = "Max open files            1024                 20000                files     \n";
const confined = callerOf("Uid:\t0\t0\t0\t0\nCapPrm:\t000001fffeffffff\n", limits, 40);
const free = callerOf("Uid:\t0\t0\t0\t0\nCapPrm:\t000001ffffffffff\n", limits, 40);
const someone = callerOf("Uid:\t1000\t1000\t0\t0\nCapPrm:\t0000000000000000\n", limits, 40);

describe("a limit above that of who asks", () => {
  const files = (hard: number) => ({ type: "RLIMIT_NOFILE", hard, soft: 1024 });

  it("cannot be set by a root that may not raise it", () => {
    expect(said(raised(files(30_000), confined))).toEqual([
      'warning rlimit-may-be-refused: A runtime started from here cannot set RLIMIT_NOFILE to 30000: the limit here is 20000, and root has not CAP_SYS_RESOURCE to raise it, so the runtime fails with "operation not permitted" -> Set RLIMIT_NOFILE to 20000 at most',
    ]);
  });

  it("is no matter where root may, where it is not above, and where nobody knows who starts the container", () => {
    expect(raised(files(30_000), free)).toEqual([]);
    expect(raised(files(20_000), confined)).toEqual([]);
    expect(raised(files(30_000), someone)).toEqual([]);
    expect(raised(files(30_000), undefined)).toEqual([]);
    expect(raised({ type: "RLIMIT_CPU", hard: 5, soft: 5 }, confined)).toEqual([]);
  });
});

describe("capabilities that root itself has not got", () => {
  const sets = (...names: readonly string[]) => {
    return { bounding: names, permitted: names, effective: names, inheritable: [], ambient: [] };
  };

  it("cannot be given", () => {
    expect(said(unavailable(sets("CAP_SYS_RESOURCE", "CAP_NET_ADMIN"), confined))).toEqual([
      'warning capabilities-may-be-refused: A runtime started from here cannot give CAP_SYS_RESOURCE: root itself has not got it here, so the runtime fails with "operation not permitted" -> Take CAP_SYS_RESOURCE out of process.capabilities, or start the container where root has it',
    ]);
  });

  it("are no matter elsewhere, nor where there is no such capability or the kernel is too old for it", () => {
    expect(unavailable(sets("CAP_SYS_RESOURCE"), free)).toEqual([]);
    expect(unavailable(sets("CAP_SYS_RESOURCE"), someone)).toEqual([]);
    expect(unavailable(sets("CAP_NOPE"), confined)).toEqual([]);
    const old = callerOf("Uid:\t0\t0\t0\t0\nCapPrm:\t0000003fffffffff\n", limits, 37);
    expect(unavailable(sets("CAP_PERFMON"), old)).toEqual([]);
  });
});
