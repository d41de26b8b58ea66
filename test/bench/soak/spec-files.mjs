import { closeSync, mkdirSync, openSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const [fileCount, perFile] = [200, 5];
const nodes = ["null", "zero", "full", "random", "urandom"];
const minors = [3, 5, 7, 8, 9];

export function kindOf(file) {
  return `vendor${file % 20}.example.com/class${file}`;
}

export function nameOf(file, device) {
  return `${kindOf(file)}=dev${device}`;
}

/** File and device of a name. */
export function placeOf(name) {
  const [, file, device] = /class(\d+)=dev(\d+)$/.exec(name) ?? [];
  return { file: Number(file), device: Number(device) };
}

/** The spec files of a node, and what changes them. Each change gives what it changes a mark that is higher than any before. */
export class SpecFiles {
  dirs;
  written = 0;
  /** The marks of each file's devices; undefined where the file is not there. */
  marks = [];
  #link;
  #isLinked = true;
  #mark = 0;

  constructor(root) {
    this.dirs = [join(root, "etc"), join(root, "run")];
    for (const dir of this.dirs) mkdirSync(dir);
    this.#link = join(root, "node");
    symlinkSync("/dev/null", this.#link);
    for (let file = 0; file < fileCount; file++) this.#replace(file, this.#newMarks());
    this.written = 0;
  }

  pathOf(file) {
    return join(this.dirs[file % 4 === 0 ? 1 : 0], `soak-${file}.${file % 2 === 0 ? "json" : "yaml"}`);
  }

  /** Changes one of the files, by a draw between 0 and 1. */
  async change(file, draw) {
    const marks = this.marks[file];
    if (!marks) return this.#replace(file, this.#newMarks());
    if (draw < 0.06) return this.#remove(file);
    if (draw < 0.16) return this.#replace(file, marks.with(file % perFile, ++this.#mark));
    if (draw < 0.26) return this.#writeInPlace(file, this.#newMarks());
    return this.#replace(file, this.#newMarks());
  }

  /** Takes a device node off the host that the first file's devices need, or brings it back. */
  toggleNode() {
    if (this.#isLinked) rmSync(this.#link);
    else symlinkSync("/dev/null", this.#link);
    this.#isLinked = !this.#isLinked;
  }

  #newMarks() {
    const mark = ++this.#mark;
    return Array.from({ length: perFile }, () => mark);
  }

  #remove(file) {
    this.marks[file] = undefined;
    rmSync(this.pathOf(file));
    this.written++;
  }

  #replace(file, marks) {
    this.marks[file] = marks;
    const path = this.pathOf(file);
    writeFileSync(`${path}.tmp`, this.#text(file, marks));
    renameSync(`${path}.tmp`, path);
    this.written++;
  }

  /**
   * In place, as a careless generator writes; JSON in two pieces. Half of a YAML file can be a whole one, which nobody can
   * tell from what was meant.
   */
  async #writeInPlace(file, marks) {
    this.marks[file] = marks;
    const text = this.#text(file, marks);
    const half = text.slice(0, file % 2 === 0 ? text.length / 2 : text.length);
    const opened = openSync(this.pathOf(file), "w");
    try {
      writeSync(opened, half);
      await pause(10);
      writeSync(opened, text.slice(half.length));
    } finally {
      closeSync(opened);
    }
    this.written++;
  }

  #text(file, marks) {
    const spec = { cdiVersion: "0.6.0", kind: kindOf(file), containerEdits: { env: [`SPEC_${file}=1`] } };
    const devices = marks.map((mark, device) => ({
      name: `dev${device}`,
      annotations: { memory: `${(mark % 8) * 10}Gi`, "soak.example.com/mark": `m${mark}` },
      containerEdits: { env: [`SOAK_${file}_${device}=${mark}`], deviceNodes: [this.#node(file, device)] },
    }));
    return file % 2 === 0 ? `${JSON.stringify({ ...spec, devices }, null, 2)}\n` : yamlText(spec, devices);
  }

  /** The numbers of half of them have to be looked up on the host. */
  #node(file, device) {
    const node = { path: `/dev/soak${file}-${device}`, hostPath: file === 0 ? this.#link : `/dev/${nodes[device]}` };
    return device % 2 === 0
      ? node
      : { ...node, type: "c", major: 1, minor: file === 0 ? 3 : minors[device], fileMode: 438 };
  }
}

function yamlText({ cdiVersion, kind, containerEdits }, devices) {
  const blocks = devices.map(({ name, annotations, containerEdits: { env, deviceNodes } }) => {
    const lines = Object.entries(annotations).map(([key, value]) => `    ${key}: ${value}`);
    const node = Object.entries(deviceNodes[0]).map(([key, value]) => `${key}: ${value}`);
    return `- name: ${name}
  annotations:
${lines.join("\n")}
  containerEdits:
    env:
    - ${env[0]}
    deviceNodes:
    - ${node.join("\n      ")}
`;
  });
  return `cdiVersion: ${cdiVersion}
kind: ${kind}
containerEdits:
  env:
  - ${containerEdits.env[0]}
devices:
${blocks.join("")}`;
}
