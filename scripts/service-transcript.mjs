// The transcript of the service in README.md, as it comes out now: runs the commands of its block one after the other in
// one shell. What differs from run to run (the epoch of revisions) is written as in the README.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const block = /```console service\n(.*?)```/s;

/** A README with the outputs of the block in it. */
export function withServiceTranscript(text) {
  return text.replace(block, (_, old) => `\`\`\`console service\n${transcript(old)}\`\`\``);
}

function transcript(old) {
  const commands = old.split("\n").filter((line) => line.startsWith("$ "));
  const bin = mkdtempSync(join(tmpdir(), "cdi-docs-"));
  symlinkSync(join(process.cwd(), "dist/cli/cdictl.cjs"), join(bin, "cdictl"));
  const script = [
    "rm -rf /tmp/cdi-demo /tmp/cdi.sock",
    "trap 'kill $(jobs -p)' EXIT",
    ...commands.flatMap((line) => [
      `echo ${quoted(line)}`,
      line.slice(2),
      "echo",
      ...(line.endsWith("&") ? [ready] : []),
    ]),
  ];
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const { stdout } = spawnSync("bash", ["-c", script.join("\n")], { env, encoding: "utf8", timeout: 60_000 });
  rmSync(bin, { recursive: true });
  return stdout
    .replace(/\n{2,}(?=\$ |$)/g, "\n")
    .replace(/"continue":"[^"]+"/g, '"continue":"…"')
    .replace(/\b[0-9a-z]{12,}(?=\.[0-9]+\b)/g, "m4example0k1");
}

const ready =
  "for _ in $(seq 100); do curl -sf --unix-socket /tmp/cdi.sock http://cdi/readyz >/dev/null && break; sleep .1; done";

function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
