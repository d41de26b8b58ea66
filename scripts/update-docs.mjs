// Writes what documents repeat from the code: docs/problem-codes.md and docs/attributes.md from the catalogues, specs/samples
// from what the generators write, and the output of each command in the console blocks of README.md. `--check` writes nothing and fails where a document is out of date.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { problemCatalogue } from "../dist/lib/index.js";
import { withServiceTranscript } from "./service-transcript.mjs";
import { writeGenerated } from "./write-generated.mjs";

writeGenerated({
  "docs/problem-codes.md": problemCodes(),
  "docs/attributes.md": await attributes(),
  ...samples(),
  "README.md": withServiceTranscript(withOutputs(readFileSync("README.md", "utf8"))),
});

/** A generated spec of each kind of device: what the tests hold the generators to. */
function samples() {
  const golden = {
    nvidia: "nvidia/golden/workstation",
    rdma: "golden/rdma-connectx-roce",
    serial: "golden/serial-adapters",
    usb: "golden/usb-desk",
    fpga: "golden/fpga-alveo",
    vfio: "golden/vfio-passthrough",
    amd: "golden/amd-desktop",
    intel: "golden/intel-mixed",
    accel: "golden/accel-laptop",
    dri: "golden/dri-desktop",
    v4l: "golden/v4l-cameras",
    misc: "golden/misc-server",
  };
  const head = "# yaml-language-server: $schema=../schema/cdi.schema.json\n";
  return Object.fromEntries(
    Object.entries(golden).map(([name, path]) => [
      `specs/samples/${name}.yaml`,
      `${head}# What \`cdictl generate ${name}\` writes on a machine of the tests.\n${readFileSync(`test/generators/${path}.yaml`, "utf8")}`,
    ]),
  );
}

function problemCodes() {
  const rows = Object.entries(problemCatalogue).map(
    ([code, { severity, summary }]) => `| \`${code}\` | ${severity} | ${summary} |`,
  );
  return `# Problem codes

Every problem has one of these codes. An error makes the thing unusable, a warning is doubtful. Made from \`src/problems.ts\`.

| code | severity | meaning |
|---|---|---|
${rows.join("\n")}
`;
}

async function attributes() {
  const entryPoints = ["src/inventory/attribute-catalogue.ts"];
  const [{ text }] = buildSync({ entryPoints, bundle: true, write: false, format: "esm" }).outputFiles;
  const { attributeCatalogue } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  const rows = [...attributeCatalogue.values()].map(
    ({ name, type, description, aliases }) =>
      `| \`${name}\` | ${type} | ${description} | ${aliases.map((alias) => `\`${alias}\``).join(", ")} |`,
  );
  return `# Attributes

The names, types and meanings that \`cdictl serve\` knows; see [service.md](service.md#attributes). An annotation or a selection may
use an alias. Made from \`src/inventory/attribute-catalogue.ts\`.

| name | type | meaning | aliases |
|---|---|---|---|
${rows.join("\n")}
`;
}

function withOutputs(text) {
  const bin = mkdtempSync(join(tmpdir(), "cdi-docs-"));
  symlinkSync(join(process.cwd(), "dist/cli/cdictl.cjs"), join(bin, "cdictl"));
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  // In a directory of its own, so that nobody else is in the way.
  const here = (command) => command.replaceAll("/tmp/cdi", `${bin}/cdi`);
  const updated = text.replace(/```console\n(.*?)```/gs, (_, block) => {
    const commands = block.split("\n").filter((line) => line.startsWith("$ "));
    const outputs = commands.map((command) => {
      const { stdout, stderr } = spawnSync("sh", ["-c", here(command.slice(2))], { env, encoding: "utf8" });
      return `${command}\n${stdout}${stderr}`.replaceAll(`${bin}/cdi`, "/tmp/cdi");
    });
    return `\`\`\`console\n${outputs.join("")}\`\`\``;
  });
  rmSync(bin, { recursive: true });
  return updated;
}
