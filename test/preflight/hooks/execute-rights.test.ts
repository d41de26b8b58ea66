import { describe, expect, it } from "vitest";
import { mayPass, mayStart } from "../../../src/preflight/hooks/execute-rights.ts";

const user = (uid: number, gids: readonly number[] = [], ...capabilities: readonly string[]) => {
  return { uid, gids: new Set(gids), capabilities: new Set(capabilities) };
};
const owned = (mode: number, uid: number | undefined = 5, gid: number | undefined = 6) => ({ mode, uid, gid });

describe("starting a program", () => {
  it.each([
    [0o755, user(1), "yes"],
    [0o700, user(5), "yes"],
    [0o077, user(5), "no"],
    [0o710, user(1, [6]), "yes"],
    [0o701, user(1, [6]), "no"],
    [0o700, user(1), "no"],
    [0o710, user(1), "maybe"],
    [0o666, user(0, [0], "CAP_DAC_OVERRIDE"), "no"],
    [0o010, user(0, [0], "CAP_DAC_OVERRIDE"), "yes"],
    [0o700, user(0, [0]), "no"],
  ])("of mode %o", (mode, who, expected) => {
    expect(mayStart(owned(mode), who)).toBe(expected);
  });

  it("takes more than a capability where the owner is nobody in the user namespace", () => {
    const root = user(0, [0], "CAP_DAC_OVERRIDE");
    expect(mayStart({ mode: 0o700, uid: undefined, gid: 6 }, root)).toBe("no");
    expect(mayStart({ mode: 0o701, uid: undefined, gid: 6 }, root)).toBe("yes");
  });
});

describe("going through a directory", () => {
  it("is root's right whatever its mode, and everyone's by the mode", () => {
    expect(mayPass(owned(0o000), user(0, [], "CAP_DAC_OVERRIDE"))).toBe("yes");
    expect(mayPass(owned(0o000), user(1, [], "CAP_DAC_READ_SEARCH"))).toBe("yes");
    expect(mayPass(owned(0o700), user(1))).toBe("no");
    expect(mayPass(owned(0o711), user(1))).toBe("yes");
  });
});
