import { describe, expect, it } from "vitest";
import { mountPropagation } from "../../../src/preflight/mounts/mount-propagation.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";
import { bind, type MountCase, mountinfo, saysOf } from "./container-of.ts";

const says = (given: MountCase) => saysOf(mountPropagation, given);
const asks = (option: string, peers: string, root: string | undefined, runtime?: string) =>
  says({
    mounts: [bind("/opt/v/data", "/m", option)],
    host: mountinfo(`3 1 0:30 / /opt/v rw ${peers}${peers && " "}- ext4 s rw`),
    oci: { linux: root === undefined ? {} : { rootfsPropagation: root } },
    ...(runtime !== undefined && { runtime }),
  });

describe("a mount that asks for nothing", () => {
  it.each(["ro", "private", "rprivate", "unbindable"])("gets it: %s", (option) => {
    expect(asks(option, "", undefined)).toEqual([]);
  });
});

describe("a mount that is to be shared", () => {
  it("is where the host's mount and the root of the container are", () => {
    expect(asks("rshared", "shared:5", "rshared")).toEqual([]);
    expect(asks("shared", "shared:5 master:4", "shared")).toEqual([]);
  });

  it("is not where the host's mount is private or a slave", () => {
    const expected = [
      "warning propagation-lost: What is mounted later on the host does not come into the container, nor the other way round, through the mount at /m, which asks to be rshared: /opt/v is not a shared mount on the host -> Run mount --make-rshared /opt/v on the host",
    ];
    expect(asks("rshared", "", "rshared")).toEqual(expected);
    expect(asks("rshared", "master:5", "rshared")).toEqual(expected);
  });

  it.each([
    [undefined, "absent"],
    ["rslave", "rslave"],
  ])("is not where the root is %s", (root, shown) => {
    expect(asks("rshared", "shared:5", root)).toEqual([
      `warning propagation-lost: What is mounted later in the container does not come to the host through the mount at /m, which asks to be rshared: linux.rootfsPropagation of the OCI spec is ${shown}, not rshared -> Set linux.rootfsPropagation to rshared in the OCI spec`,
    ]);
  });

  it("is told of once for each reason", () => {
    expect(asks("rshared", "", undefined)).toHaveLength(2);
  });
});

describe("a mount that is to be a slave", () => {
  it.each(["shared:5", "master:5"])("is where the host's mount is %s", (peers) => {
    expect(asks("rslave", peers, undefined)).toEqual([]);
    expect(asks("rslave", peers, "rslave", "crun")).toEqual([]);
  });

  it("is not where the host's mount is private", () => {
    expect(asks("rslave", "", undefined)).toEqual([
      "warning propagation-lost: What is mounted later on the host does not come into the container through the mount at /m, which asks to be rslave: /opt/v is neither a shared nor a slave mount on the host -> Run mount --make-rshared /opt/v on the host",
    ]);
  });

  it("is not with crun where the root is private, as it is unless told otherwise", () => {
    expect(asks("rslave", "shared:5", undefined, "crun")).toEqual([
      "warning propagation-lost: What is mounted later on the host does not come into the container through the mount at /m, which asks to be rslave: linux.rootfsPropagation of the OCI spec is absent, which crun takes as private -> Set linux.rootfsPropagation to rslave in the OCI spec",
    ]);
  });
});

describe("propagation", () => {
  it("is looked at without a container as far as the host goes", () => {
    expect(says({ mounts: [bind("/opt/v/data", "/m", "rshared")], oci: false })).toHaveLength(1);
    const host = mountinfo("3 1 0:30 / /opt rw shared:5 - ext4 s rw");
    expect(says({ mounts: [bind("/opt/v/data", "/m", "rshared")], oci: false, host })).toEqual([]);
  });

  it("goes by the mount that the source is on once links are followed", () => {
    const host = { ...mountinfo("3 1 0:30 / /srv rw shared:5 - ext4 s rw"), links: { "/opt/v/link": "/srv/data" } };
    const mounts = [bind("/opt/v/link", "/m", "rslave")];
    expect(says({ mounts, host: { ...host, directories: ["/srv/data"] } })).toEqual([]);
  });

  it("is unknown without mountinfo", () => {
    const subject = subjectOn({
      host: fakeHost().host,
      devices: { x: { mounts: [bind("/opt/v/data", "/m", "rslave")] } },
    });
    expect(said(mountPropagation.run(subject))).toEqual([
      "info unknown: Cannot tell what is propagated to the mount at /m, which asks to be rslave: /proc/1/mountinfo and /proc/self/mountinfo cannot be read -> Run as root where the host's /proc is mounted",
    ]);
  });

  it("of the root is one of those that there are, for runc", () => {
    const bad = { linux: { rootfsPropagation: "frob" } };
    expect(says({ oci: bad })).toEqual([
      'error propagation-invalid: Cannot start the container: runc fails with "rootfsPropagation=frob is not supported" -> Write rslave or rshared as linux.rootfsPropagation in the OCI spec',
    ]);
    expect(says({ oci: bad, runtime: "crun" })).toEqual([]);
    for (const good of ["", "private", "rprivate", "rslave", "unbindable"]) {
      expect(says({ oci: { linux: { rootfsPropagation: good } } })).toEqual([]);
    }
  });
});
