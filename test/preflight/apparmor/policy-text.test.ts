import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findProfile } from "../../../src/preflight/apparmor/host-policy.ts";
import { accessJudge } from "../../../src/preflight/apparmor/judge-access.ts";
import { parsePolicy } from "../../../src/preflight/apparmor/policy-text.ts";
import { fakeHost } from "../../host/fake-host.ts";

const text = `
# comment
abi <abi/4.0>,
include <tunables/global>
@{x} = /a "/b c" # two
$yes = true
profile p /usr/{bin,sbin}/p flags=(complain, attach_disconnected) {
  #include <abstractions/base>
  include if exists "/opt/more"
  capability sys_admin sys_rawio,
  /dev/v{0,1} rw,
  deny @{x}/** w, # never
  /lib/ld.so rPx -> other,
  mount fstype = (fuse, ext4) options=(ro) /a -> /b,
  signal (send, receive) peer=p,
  set rlimit nofile <= 1024,
  ^hat { /h r, }
}
`;

describe("the text of policy", () => {
  it("is read with its settings, includes, profiles and rules", () => {
    const { body, profiles } = parsePolicy(text);
    expect(body).toMatchObject({
      includes: [{ target: "<tunables/global>", ifExists: false }],
      variables: [["x", ["/a", "/b c"]]],
      gaps: [],
    });
    expect(profiles.map(({ name, mode }) => [name, mode])).toEqual([
      ["p", "complain"],
      ["p//hat", "enforce"],
    ]);
    expect(profiles[0]?.includes).toMatchObject([
      { target: "<abstractions/base>", ifExists: false },
      { target: '"/opt/more"', ifExists: true },
    ]);
    expect(profiles[0]?.gaps).toEqual([]);
    expect(profiles[0]?.rules.map(({ about, isDenial }) => ({ isDenial, ...about }))).toEqual([
      { isDenial: false, kind: "capability", names: ["sys_admin", "sys_rawio"] },
      { isDenial: false, kind: "file", path: "/dev/v{0,1}", permissions: "rw" },
      { isDenial: true, kind: "file", path: "@{x}/**", permissions: "w" },
      { isDenial: false, kind: "file", path: "/lib/ld.so", permissions: "rpx" },
      { isDenial: false, kind: "mount", fileSystems: ["fuse", "ext4"], isWhole: false },
    ]);
  });

  it("survives anything", () => {
    const word = fc.constantFrom(
      ...'profile mine { } , ( ) [ ] # \n include #include if exists <x> " \\ @{x} = += /dev/v0 rw deny owner file capability mount fstype=fuse -> ^hat flags=(complain) {a,b} * ** priority=x'.split(
        " ",
      ),
      "\n",
    );
    const words = fc.array(word, { maxLength: 40 }).map((parts) => parts.join(" "));
    const access = { kind: "file", path: "/dev/v0", permission: "r" } as const;
    fc.assert(
      fc.property(fc.oneof(fc.string(), words), (given) => {
        for (const profile of parsePolicy(`@{x}=a\n${given}`).profiles) {
          accessJudge({ ...profile, variables: new Map(profile.variables) })(access);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["{", "}", "(", "[", '"', "\\", "#", "a{", "profile a {", "include ", "@{a}=", "= ", "/a,", "^h { "])(
    "is read in one go however often it has %j",
    (piece) => {
      const { profiles } = parsePolicy(piece.repeat(200_000 / piece.length));
      expect(profiles.length).toBeLessThan(20);
    },
  );
});

describe("the policy of a host", () => {
  it("may include itself, and more than is good", () => {
    const many = Array.from({ length: 600 }, (_, index) => [
      `/etc/apparmor.d/d/${index}`,
      `include <d>\n/f${index} r,\n`,
    ]);
    const { host } = fakeHost({
      files: {
        "/etc/apparmor.d/p": "include <p>\nprofile p { include <d>\n include <p>\n }",
        ...Object.fromEntries(many),
      },
    });
    const found = findProfile(host, "p");
    expect(found?.rules.length).toBeGreaterThan(100);
    expect(found?.gaps[0]).toMatch(/^it includes \/etc\/apparmor\.d\/d\/\d+, which cannot be read$/);
  });

  it("is not what editors and package managers leave", () => {
    const left = ["p~", ".p", "p.dpkg-old", "p.rpmnew", "README"].map((name) => [
      `/etc/apparmor.d/${name}`,
      "profile p { }",
    ]);
    expect(findProfile(fakeHost({ files: Object.fromEntries(left) }).host, "p")).toBeUndefined();
    expect(findProfile(fakeHost().host, "p")).toBeUndefined();
  });

  it.each(["<local/p>", "<no/such/p>", '"/no/such"'])("may go without what is included if it exists: %s", (target) => {
    const { host } = fakeHost({ files: { "/etc/apparmor.d/p": `profile p { include if exists ${target}\n }` } });
    expect(findProfile(host, "p")?.gaps).toEqual([]);
  });

  it("leads nowhere out of its root", () => {
    const { host } = fakeHost({
      files: { "/etc/apparmor.d/p": "profile p { include <../../../../../etc/passwd>\n }" },
    });
    expect(findProfile(host, "p")?.gaps).toEqual(["it includes /etc/passwd, which cannot be read"]);
  });
});
