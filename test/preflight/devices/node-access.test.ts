import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classOf, mayOpen, modeGives } from "../../../src/preflight/devices/file-access.ts";
import { nodeAccess } from "../../../src/preflight/devices/node-access.ts";
import { idInside } from "../../../src/preflight/devices/seen-owner.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (parts: ContainerCase) => saysOf(nodeAccess, parts);

const fuse = { path: "/dev/fuse", type: "c", major: 10, minor: 229, uid: 0, gid: 44, fileMode: 0o660 };
const nodes = { "/dev/fuse": "c 10:229 0660 44" };
const user = (uid: number, ...additionalGids: readonly number[]) => ({
  process: { user: { uid, gid: uid, additionalGids } },
});
const capable = (...bounding: readonly string[]) => ({ process: { capabilities: { bounding } } });

describe("a node that the runtime makes", () => {
  const made = (oci: object, more: object = {}) =>
    says({ edits: { deviceNodes: [{ ...fuse, ...more }] }, oci, host: { nodes } });

  it("is denied to who is neither its owner nor in its group", () => {
    expect(made(user(1000, 4, 24))).toEqual([
      "error node-access-denied: The container's program (uid 1000, gids 1000, 4, 24) may not open /dev/fuse (mode 0660, owner 0:44): opening for reading and writing fails with EACCES (permission denied) -> Add 44 to additionalGids in the spec, or to process.user.additionalGids (--group-add 44)",
    ]);
  });

  it("is open to its group, its owner, everyone by its mode, and to the capability", () => {
    expect(made(user(1000, 44))).toEqual([]);
    expect(made(user(1000), { uid: 1000 })).toEqual([]);
    expect(made(user(1000), { fileMode: 0o666 })).toEqual([]);
    expect(made(user(1000), { permissions: "r", fileMode: 0o664 })).toEqual([]);
    expect(made(capable("CAP_DAC_OVERRIDE"), { uid: 7 })).toEqual([]);
  });

  it("is denied to root without the capability, and to an owner whose own bits do not give it", () => {
    expect(made({}, { uid: 7, gid: 7 })).toHaveLength(1);
    expect(made(user(1000), { uid: 1000, fileMode: 0o066 })).toHaveLength(1);
    expect(made(user(1000, 44), { fileMode: 0o606 })).toHaveLength(1);
  });

  it("is for its spec to change where a group would not help", () => {
    expect(made(user(1000), { gid: 0, fileMode: 0o600 })).toEqual([
      "error node-access-denied: The container's program (uid 1000, gids 1000) may not open /dev/fuse (mode 0600, owner 0:0): opening for reading and writing fails with EACCES (permission denied) -> Give the node /dev/fuse of the spec a gid and the fileMode 0660 (432), and that gid in additionalGids",
    ]);
  });

  it("is the program's own where its spec gives no owner, and of no matter where its numbers are not known", () => {
    const { uid: _, gid: __, ...plain } = fuse;
    expect(says({ edits: { deviceNodes: [plain] }, oci: user(1000), host: { nodes } })).toEqual([]);
    const gone = { path: "/dev/gone", uid: 5 };
    expect(says({ edits: { deviceNodes: [gone] }, oci: user(1000), host: { nodes } })).toEqual([]);
  });
});

describe("a node of the host", () => {
  const mounts = [{ hostPath: "/dev/fuse", containerPath: "/dev/fuse", options: ["bind"] }];
  const bound = (oci: object, more: Partial<ContainerCase> = {}) =>
    says({ edits: { mounts }, oci, host: { nodes }, ...more });
  const namespace = (...gidMappings: readonly object[]) => ({
    linux: { namespaces: [{ type: "user" }], uidMappings: [{ containerID: 0, hostID: 1000, size: 1 }], gidMappings },
  });

  it("is only doubtful, as it can have an access control list", () => {
    expect(bound(user(1000))).toEqual([
      "warning node-access-doubtful: The container's program (uid 1000, gids 1000) may not open /dev/fuse (mode 0660, owner 0:44): opening for reading and writing fails with EACCES (permission denied), unless an access control list on the host gives more -> Add 44 to additionalGids in the spec, or to process.user.additionalGids (--group-add 44)",
    ]);
    expect(bound(user(1000, 44))).toEqual([]);
  });

  it("belongs to nobody in a user namespace that does not know its owner, whatever the capabilities", () => {
    const oci = { ...namespace({ containerID: 0, hostID: 1000, size: 1 }), ...capable("CAP_DAC_OVERRIDE") };
    expect(bound(oci)).toEqual([
      "warning node-access-doubtful: The container's program (uid 0, gids 0) may not open /dev/fuse (mode 0660, owner 65534:65534): opening for reading and writing fails with EACCES (permission denied), unless an access control list on the host gives more -> Map group 44 of the host in linux.gidMappings and add it to process.user.additionalGids; for podman with crun: --group-add keep-groups, started by a member of that group",
    ]);
  });

  it("is open to a group that the namespace maps", () => {
    const oci = {
      ...namespace({ containerID: 0, hostID: 1000, size: 1 }, { containerID: 9, hostID: 40, size: 10 }),
      ...user(0, 13),
    };
    expect(bound(oci)).toEqual([]);
  });

  it("is what runc shows in a user namespace, whatever the spec says of owner and mode", () => {
    const edits = { deviceNodes: [{ ...fuse, fileMode: 0o666 }] };
    const oci = namespace();
    expect(says({ edits, oci, host: { nodes } })[0]).toContain("mode 0660, owner 65534:65534");
    expect(says({ edits, oci, host: { nodes }, runtime: "crun" })).toEqual([]);
  });

  it("may be open by groups that crun keeps, which are not known", () => {
    const oci = { ...namespace(), annotations: { "run.oci.keep_original_groups": "1" } };
    expect(bound(oci, { runtime: "crun" })).toEqual([
      "info unknown: Cannot tell whether the container may open /dev/fuse: it keeps the groups of who starts it, and that takes group 44 -> Start it as a member of that group",
    ]);
  });

  it("is one of several in a directory, which are told together", () => {
    const several = {
      "/dev/snd/a": "c 116:1 0660 29",
      "/dev/snd/b": "c 116:2 0660 29",
      "/dev/snd/c": "c 116:3 0666 29",
    };
    const files = { "/dev/snd/a": "", "/dev/snd/b": "", "/dev/snd/c": "" };
    const edits = { mounts: [{ hostPath: "/dev/snd", containerPath: "/dev/snd", options: ["bind"] }] };
    const told = says({ edits, oci: user(1000), host: { nodes: several, files } });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("may not open /dev/snd/a, /dev/snd/b (mode 0660, owner 0:29): ");
  });

  it("is unknown where nobody may look at it", () => {
    expect(bound(user(1000), { host: { nodes: { "/dev/fuse": "unseen" } } })).toEqual([
      "info unknown: Cannot look at the mode and the owner of the node /dev/fuse: permission denied -> run it as root",
    ]);
  });

  it("is for the host to change where its mode gives its group nothing", () => {
    const told = bound(user(1000), { host: { nodes: { "/dev/fuse": "c 10:229 0600 44" } } });
    expect(told[0]).toMatch(
      / -> Give it a group and a mode of 0660 by a udev rule; look at its access with getfacl -n -p \/dev\/fuse$/,
    );
  });
});

it("nothing is said without a container, nor of a node that is not to be opened", () => {
  expect(says({ edits: { deviceNodes: [fuse] }, oci: false, host: { nodes } })).toEqual([]);
  const deviceNodes = [{ ...fuse, permissions: "m" }];
  expect(says({ edits: { deviceNodes }, oci: user(1000), host: { nodes } })).toEqual([]);
});

describe("what the kernel does", () => {
  const id = fc.constantFrom(0, 1, 2);
  const owner = fc.record({ mode: fc.integer({ min: 0, max: 0o777 }), uid: id, gid: id });
  const who = fc.record({
    uid: id,
    gids: fc.array(id).map((list) => new Set(list)),
    capabilities: fc.constant(new Set<string>()),
  });
  const both = { read: true, write: true };

  it("looks at one class alone", () => {
    fc.assert(
      fc.property(owner, who, fc.integer({ min: 0, max: 0o777 }), (node, program, noise) => {
        const shift = { owner: 6, group: 3, others: 0 }[classOf(node, program)];
        const mode = (noise & ~(7 << shift)) | (node.mode & (7 << shift));
        expect(mayOpen({ ...node, mode }, program, both)).toBe(mayOpen(node, program, both));
      }),
    );
  });

  it("gives both only where it gives each, and never takes by a capability", () => {
    fc.assert(
      fc.property(owner, who, (node, program) => {
        const each = [
          { read: true, write: false },
          { read: false, write: true },
        ];
        expect(mayOpen(node, program, both)).toBe(each.every((wanted) => mayOpen(node, program, wanted)));
        expect(mayOpen(node, { ...program, capabilities: new Set(["CAP_DAC_OVERRIDE"]) }, both)).toBe(true);
        expect(modeGives(node.mode | 0o666, "group", both)).toBe(true);
      }),
    );
  });

  it("maps ids one to one within a mapping, and none outside", () => {
    const mapping = fc.record({ containerID: fc.nat(9999), hostID: fc.nat(9999), size: fc.nat(99) });
    fc.assert(
      fc.property(mapping, fc.integer({ min: -200, max: 200 }), ({ containerID, hostID, size }, offset) => {
        const expected = offset >= 0 && offset < size ? containerID + offset : undefined;
        expect(idInside(hostID + offset, [{ containerID, hostID, size }])).toBe(expected);
      }),
    );
  });
});
