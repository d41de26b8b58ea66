import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { readTokenFile } from "../../../src/http/access/token-file.ts";

const hex = createHash("sha256").update("s3cret").digest("hex");
const other = createHash("sha256").update("other").digest("hex");

it("readTokenFile reads a token a line, with comments and empty lines between", () => {
  const text = `# tokens\n\nci-1  edits,read\tsha256:${hex}\r\n  scheduler@a admin sha256:${other.toUpperCase()} expires=2026-12-31T23:00:00+01:00\n`;
  expect(readTokenFile(text, "/t")).toEqual({
    tokens: [
      { name: "ci-1", scopes: ["read", "edits"], digest: Buffer.from(hex, "hex"), expires: undefined },
      { name: "scheduler@a", scopes: ["admin"], digest: Buffer.from(other, "hex"), expires: 1_798_754_400_000 },
    ],
  });
  expect(readTokenFile("", "/t")).toEqual({ tokens: [] });
});

it.each([
  [`-a read sha256:${hex}`, "The name takes letters"],
  ["s3cret", "The second field takes scopes"],
  [`a read,, sha256:${hex}`, "The second field takes scopes"],
  [`a s3cret sha256:${hex}`, "The second field takes scopes"],
  ["a read s3cret", "The third field takes sha256:"],
  ["a read sha256:abc", "The third field takes sha256:"],
  [`a read sha256:${hex} 2030-01-01T00:00:00Z`, "The fourth field takes expires="],
  [`a read sha256:${hex} expires=2030-02-30T00:00:00Z`, "The fourth field takes expires="],
  [`a read sha256:${hex} expires=2030-01-01`, "The fourth field takes expires="],
  [`a read sha256:${hex} expires=2030-01-01T00:00:00Z s3cret`, "There is more after the fourth field"],
])("readTokenFile refuses %j and quotes nothing of it", (line, start) => {
  const reading = readTokenFile(`# one\n${line}\n`, "/t");
  const [mistake = "", ...more] = "mistakes" in reading ? reading.mistakes : [];
  expect(mistake.slice(0, start.length + 6)).toBe(`/t:2: ${start}`);
  expect(mistake).not.toContain("s3cret");
  expect(more).toEqual([]);
});

it("readTokenFile tells every bad line, and a token that is there twice", () => {
  expect(readTokenFile(`a read sha256:${hex}\nb\nb read sha256:${hex.toUpperCase()}`, "/t")).toEqual({
    mistakes: [
      "/t:2: The second field takes scopes separated by commas: read, edits, admin",
      "/t:3: This token is on line 1 already",
    ],
  });
});
