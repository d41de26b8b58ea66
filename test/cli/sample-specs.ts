import { writeFiles } from "../registry/directories.ts";

/** Spec directories with two good specs, one bad, one conflict and one device overridden. */
export function writeSampleSpecs(root: string): { readonly low: string; readonly high: string } {
  writeFiles(root, {
    "low/gpu.yaml": gpu("0.5.0", "low", ["0", "1", "clash"]),
    "low/other.yaml": gpu("0.5.0", "other", ["clash"]),
    "low/bad.yaml": "cdiVersion: 0.5.0\nkind: vendor.com/bad\ndevices: 5\n",
    "high/gpu.json": JSON.stringify({
      cdiVersion: "0.6.0",
      kind: "vendor.com/gpu",
      annotations: { model: "x" },
      devices: [{ name: "0", annotations: { numa: "1" }, containerEdits: { env: ["GPU=high"] } }],
      containerEdits: { env: ["SPEC=high"] },
    }),
  });
  return { low: `${root}/low`, high: `${root}/high` };
}

function gpu(version: string, value: string, names: readonly string[]): string {
  const devices = names.map(
    (name) => `  - name: "${name}"\n    containerEdits:\n      env:\n        - GPU=${value}${name}\n`,
  );
  return `---\ncdiVersion: ${version}\nkind: vendor.com/gpu\ndevices:\n${devices.join("")}`;
}
