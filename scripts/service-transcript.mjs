// The transcript of the service in README.md, as it comes out now: runs the commands of its block one after the other in
// one shell. What differs from run to run (the epoch of revisions) is written as in the README.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const block = /```console service\n(.*?)```/s;

/** So often the commands are run until what comes out is what stands there: a busy machine may be late once. */
const attempts = 4;

/** A README with the outputs of the block in it. */
export function withServiceTranscript(text) {
  return text.replace(block, (_, old) => {
    let now = old;
    for (let attempt = 0; attempt < attempts && (attempt === 0 || now !== old); attempt++) now = transcript(old);
    return `\`\`\`console service\n${now}\`\`\``;
  });
}

function transcript(old) {
  const commands = old.split("\n").filter((line) => line.startsWith("$ "));
  const bin = mkdtempSync(join(tmpdir(), "cdi-docs-"));
  symlinkSync(join(process.cwd(), "dist/cli/cdictl.cjs"), join(bin, "cdictl"));
  const script = [
    "trap 'kill $(jobs -p)' EXIT",
    ...commands.flatMap((line) => [
      `echo ${quoted(line)}`,
      line.slice(2),
      "echo",
      ...(line.endsWith("&") ? [ready] : []),
    ]),
  ];
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  // In a directory of its own, so that nobody else is in the way.
  const commandsHere = script.join("\n").replaceAll("/tmp/cdi", `${bin}/cdi`);
  const { stdout } = spawnSync("bash", ["-c", commandsHere], { env, encoding: "utf8", timeout: 60_000 });
  rmSync(bin, { recursive: true });
  return stdout
    .replaceAll(`${bin}/cdi`, "/tmp/cdi")
    .replace(/\n{2,}(?=\$ |$)/g, "\n")
    .replace(/"continue":"[^"]+"/g, '"continue":"…"')
    .replace(/\b[0-9a-z]{12,}(?=\.[0-9]+\b)/g, "m4example0k1");
}

const ready =
  "for _ in $(seq 100); do curl -sf --unix-socket /tmp/cdi.sock http://cdi/readyz >/dev/null && break; sleep .1; done";

function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
