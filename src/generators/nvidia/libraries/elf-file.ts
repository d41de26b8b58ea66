import type { PartReader } from "../../../host/read-parts.ts";

/** What tells a shared library apart from its namesakes. */
export interface ElfFile {
  readonly bits: 32 | 64;
  /** The `e_machine` of the file: 62 is x86-64, 183 is aarch64, 3 is i386. */
  readonly machine: number;
  /** The name by which programs ask for the library; undefined where it has none, or more than one. */
  readonly soname: string | undefined;
}

const limits = { programHeaders: 128, dynamicBytes: 65_536, nameBytes: 256 };
const segment = { load: 1, dynamic: 2 };
const tag = { end: 0, stringTable: 5, soname: 14 };

/** Where fields stand in the two classes of a little-endian ELF file. */
const layouts = {
  32: { header: 52, phoff: 28, phentsize: 42, phnum: 44, offset: 4, vaddr: 8, filesz: 16, word: 4, entry: 32 },
  64: { header: 64, phoff: 32, phentsize: 54, phnum: 56, offset: 8, vaddr: 16, filesz: 32, word: 8, entry: 56 },
} as const;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Reads the few parts of an ELF file that matter, each of bounded size; undefined where it is none, or big-endian. */
export function readElfFile(read: PartReader): ElfFile | undefined {
  const header = read(0, layouts[64].header);
  if (header.length < layouts[32].header || header.readUInt32BE(0) !== 0x7f454c46 || header[5] !== 1) return undefined;
  const bits = header[4] === 1 ? 32 : header[4] === 2 ? 64 : undefined;
  if (bits === undefined || header.length < layouts[bits].header) return undefined;
  const segments = readSegments(read, header, bits);
  return { bits, machine: header.readUInt16LE(18), soname: sonameIn(read, segments, bits) };
}

function readSegments(read: PartReader, header: Buffer, bits: 32 | 64): readonly Segment[] {
  const layout = layouts[bits];
  const [offset, size, count] = [word(header, layout.phoff, bits), layout.phentsize, layout.phnum];
  const [entrySize, entries] = [header.readUInt16LE(size), header.readUInt16LE(count)];
  if (offset === undefined || entrySize < layout.entry || entrySize > 256) return [];
  const table = read(offset, entrySize * Math.min(entries, limits.programHeaders));
  const segments: Segment[] = [];
  for (let at = 0; at + layout.entry <= table.length; at += entrySize) {
    const [start, address, length] = [layout.offset, layout.vaddr, layout.filesz].map((field) =>
      word(table, at + field, bits),
    );
    if (start === undefined || address === undefined || length === undefined) continue;
    segments.push({ type: table.readUInt32LE(at), offset: start, address, size: length });
  }
  return segments;
}

function sonameIn(read: PartReader, segments: readonly Segment[], bits: 32 | 64): string | undefined {
  const dynamic = segments.find(({ type }) => type === segment.dynamic);
  if (!dynamic) return undefined;
  const table = read(dynamic.offset, Math.min(dynamic.size, limits.dynamicBytes));
  const step = layouts[bits].word;
  const names: number[] = [];
  let address: number | undefined;
  for (let at = 0; at + 2 * step <= table.length; at += 2 * step) {
    const [name, value] = [word(table, at, bits), word(table, at + step, bits)];
    if (name === tag.end) break;
    if (name === tag.soname && value !== undefined) names.push(value);
    if (name === tag.stringTable) address ??= value;
  }
  const [name, second] = names;
  const holder = segments.find(
    (part) =>
      part.type === segment.load &&
      address !== undefined &&
      address >= part.address &&
      address < part.address + part.size,
  );
  if (name === undefined || second !== undefined || address === undefined || !holder) return undefined;
  return nameAt(read, holder.offset + (address - holder.address) + name);
}

/** A file name up to its NUL; undefined where it is too long or could be no name of a library. */
function nameAt(read: PartReader, offset: number): string | undefined {
  if (!Number.isSafeInteger(offset)) return undefined;
  const bytes = read(offset, limits.nameBytes);
  const end = bytes.indexOf(0);
  const name = bytes.toString("latin1", 0, Math.max(end, 0));
  return /^[\w.+-]{1,255}$/.test(name) && !/^\.+$/.test(name) ? name : undefined;
}

/** An address or offset; undefined where it is beyond any file. */
function word(bytes: Buffer, at: number, bits: 32 | 64): number | undefined {
  if (at + bits / 8 > bytes.length) return undefined;
  const value = bits === 32 ? bytes.readUInt32LE(at) : Number(bytes.readBigUInt64LE(at));
  return Number.isSafeInteger(value) ? value : undefined;
}
