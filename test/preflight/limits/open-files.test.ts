import { describe, expect, it } from "vitest";
import { openFiles } from "../../../src/preflight/limits/open-files.ts";
import { saysOf } from "../says-of.ts";

describe("files that may be open", () => {
  const says = (soft: number | undefined) => {
    const nodes = Array.from({ length: 64 }, (_, index) => `/dev/vendor${index}`);
    const rlimits = soft === undefined ? [] : [{ type: "RLIMIT_NOFILE", hard: 1024, soft }];
    return saysOf(openFiles, { nodes, oci: { process: { rlimits } } });
  };

  it("are fewer than there are nodes", () => {
    expect(says(64)).toEqual([
      "warning nofile-low: Not all 64 device nodes can be open at once: RLIMIT_NOFILE is 64, so opening more fails with EMFILE (too many open files) -> Run the container with --ulimit=nofile=1024:1024, or set RLIMIT_NOFILE to that",
    ]);
  });

  it("are enough", () => {
    expect(says(1024)).toEqual([]);
    expect(says(undefined)).toEqual([]);
  });
});
