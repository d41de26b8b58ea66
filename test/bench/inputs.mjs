import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const inputs = new URL("./inputs/", import.meta.url).pathname;

/** The path of a committed input. */
export function input(name) {
  return join(inputs, name);
}

/** A spec directory with one of the committed inputs in it, and so many other specs if asked for. */
export function specDirectory(root, name, others = 0, format = "json") {
  const dir = join(root, `${name}-${others}-${format}`);
  if (existsSync(dir)) return dir;
  mkdirSync(dir);
  copyFileSync(input(name), join(dir, name));
  writeSpecs(dir, others, format);
  return dir;
}

/** A spec directory of so many specs with ten devices each. */
export function manySpecs(root, count, format) {
  const dir = join(root, `many-${count}-${format}`);
  if (!existsSync(dir)) {
    mkdirSync(dir);
    writeSpecs(dir, count, format);
  }
  return dir;
}

function writeSpecs(dir, count, format) {
  for (let i = 0; i < count; i++) writeFileSync(join(dir, `spec${i}.${format}`), specText(i, format));
}

/** One of many specs: ten devices with a fully specified node and a variable each. */
export function specText(i, format, marker = "") {
  const kind = `vendor${i % 50}.com/class${i}`;
  const devices = Array.from({ length: 10 }, (_, d) => ({
    name: `dev${d}`,
    containerEdits: {
      env: [`DEVICE=${i}.${d}${marker}`],
      deviceNodes: [
        { path: `/dev/class${i}-${d}`, type: "c", major: 240, minor: d + 1, fileMode: 438, permissions: "rw" },
      ],
    },
  }));
  if (format === "json") return `${JSON.stringify({ cdiVersion: "0.5.0", kind, devices }, null, 2)}\n`;
  const blocks = devices.map(({ name, containerEdits: { env, deviceNodes } }) => {
    const node = Object.entries(deviceNodes[0]).map(([key, value]) => `${key}: ${value}`);
    return `- name: ${name}\n  containerEdits:\n    env:\n    - ${env[0]}\n    deviceNodes:\n    - ${node.join("\n      ")}\n`;
  });
  return `---\ncdiVersion: 0.5.0\nkind: ${kind}\ndevices:\n${blocks.join("")}`;
}
