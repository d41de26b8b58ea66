import { describe, expect, it } from "vitest";
import { processRlimits } from "../../../src/preflight/limits/process-rlimits.ts";
import { saysOf } from "../says-of.ts";

const host = { files: { "/proc/sys/fs/nr_open": "1048576\n" } };

function says(rlimits: object, runtime?: string) {
  return saysOf(processRlimits, { oci: { process: { rlimits } }, host, ...(runtime !== undefined && { runtime }) });
}

const unlimited = 2 ** 64 - 1;

describe("the limits of a container", () => {
  it("can be any that there are", () => {
    expect(
      says([
        { type: "RLIMIT_NOFILE", hard: 1048576, soft: 1024 },
        { type: "RLIMIT_MEMLOCK", hard: unlimited, soft: unlimited },
        { type: "RLIMIT_RTTIME", hard: 0, soft: 0 },
      ]),
    ).toEqual([]);
  });

  it("have names that runtimes know", () => {
    expect(says([{ type: "RLIMIT_NOPE", hard: 1, soft: 1 }])).toEqual([
      'error rlimit-invalid: The container cannot start: there is no limit RLIMIT_NOPE, so runc fails with "wrong rlimit value", crun with "invalid rlimit" -> Take it out of process.rlimits',
    ]);
    expect(says([{ type: "nofile", hard: 1, soft: 1 }])[0]).toMatch(/-> Write it as RLIMIT_NOFILE$/);
    expect(says([{ type: "", hard: 1, soft: 1 }])[0]).toContain('there is no limit ""');
  });

  it("are numbers without a sign to runc, while crun takes -1 for no limit", () => {
    const rlimits = [{ type: "RLIMIT_MEMLOCK", hard: -1, soft: -1 }];
    expect(says(rlimits)).toEqual([
      'error rlimit-invalid: The container cannot start: RLIMIT_MEMLOCK is not a whole number from 0 to 18446744073709551615, so runc fails with "json: cannot unmarshal number" -> Write 18446744073709551615 for no limit in RLIMIT_MEMLOCK',
    ]);
    expect(says(rlimits, "crun")).toEqual([]);
  });

  it.each([[64.5], [1e30], [-0.5]])("are whole numbers that 64 bits hold, to crun as well, which %f is not", (hard) => {
    const rlimits = [{ type: "RLIMIT_CPU", hard, soft: 0 }];
    expect(says(rlimits).join()).toContain('runc fails with "json: cannot unmarshal number"');
    expect(says(rlimits, "crun").join()).toContain('crun fails with "Invalid value"');
  });

  it("are not higher for now than ever", () => {
    expect(says([{ type: "RLIMIT_CPU", hard: 5, soft: 6 }])).toEqual([
      'error rlimit-refused: The container cannot start: the soft limit of RLIMIT_CPU is 6, above the hard one of 5, so runtimes fail with "invalid argument" -> Set soft of RLIMIT_CPU to 5 at most',
    ]);
  });

  it("allow no more open files than the kernel does", () => {
    expect(says([{ type: "RLIMIT_NOFILE", hard: unlimited, soft: 1024 }])).toEqual([
      'error rlimit-refused: The container cannot start: RLIMIT_NOFILE is unlimited, above fs.nr_open of 1048576, so runtimes fail with "operation not permitted" even as root -> Run the container with --ulimit=nofile=1048576:1048576, or set RLIMIT_NOFILE to that at most',
    ]);
  });
});
