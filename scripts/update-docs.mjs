// Writes what documents repeat from the code: docs/problem-codes.md from the catalogue, and the output of each command in
// the console blocks of README.md. `--check` writes nothing and fails where a document is out of date.
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
  "README.md": withServiceTranscript(withOutputs(readFileSync("README.md", "utf8"))),
});

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
  const updated = text.replace(/```console\n(.*?)```/gs, (_, block) => {
    const commands = block.split("\n").filter((line) => line.startsWith("$ "));
    const outputs = commands.map((command) => {
      const { stdout, stderr } = spawnSync("sh", ["-c", command.slice(2)], { env, encoding: "utf8" });
      return `${command}\n${stdout}${stderr}`;
    });
    return `\`\`\`console\n${outputs.join("")}\`\`\``;
  });
  rmSync(bin, { recursive: true });
  return updated;
}
