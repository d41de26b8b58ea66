import { expect, it } from "vitest";
import { withLink } from "../../../src/generators/nodes/with-link.ts";
import { hostOf } from "../generate-on.ts";

const node = { path: "/dev/video0" };
const link = "/dev/v4l/by-id/usb-camera";

function pathsWith(target: string | undefined, at: string | undefined = link): readonly string[] {
  const host = hostOf({ files: { "/dev/video0": "", "/dev/video1": "" }, links: target ? { [link]: target } : {} });
  return withLink(host, node, at).map(({ path }) => path);
}

it("gives a node once more at the path of the link that leads to it, from where the node is", () => {
  expect(pathsWith("../../video0")).toEqual(["/dev/video0", link]);
  const host = hostOf({ files: { "/dev/video0": "" }, links: { [link]: "../../video0" } });
  expect(withLink(host, node, link)[1]).toEqual({ path: link, from: "/dev/video0" });
});

it.each([
  ["leads to another node", "../../video1"],
  ["leads nowhere", "../../video7"],
  ["leads to itself", "usb-camera"],
  ["is not there", undefined],
])("gives the node alone where the link %s", (_, target) => {
  expect(pathsWith(target)).toEqual(["/dev/video0"]);
});

it("gives the node alone where there is no name for a link", () => {
  expect(withLink(hostOf({}), node, undefined)).toEqual([node]);
});
