import type { PartReader } from "../../host/read-parts.ts";

/** What the beginning of a file says of how the kernel starts it. */
export type ProgramHead =
  | { readonly format: "script"; readonly interpreter: string; readonly argument: string }
  /** Without a machine where the rest of it says nothing, without a loader where it needs none. */
  | { readonly format: "elf"; readonly machine: number | undefined; readonly loader: string | undefined }
  /** Nothing that the kernel starts by itself: words, nothing at all, or bytes. */
  | { readonly format: "text" | "empty" | "binary" };

/** The kernel looks at so much of a script, by Linux fs/binfmt_script.c and include/uapi/linux/binfmts.h. */
const headBytes = 256;

export function readProgramHead(read: PartReader): ProgramHead {
  const head = read(0, headBytes);
  if (head.length === 0) return { format: "empty" };
  if (head.toString("latin1", 0, 2) === "#!") return scriptHead(head);
  return elfHead(head, read) ?? { format: head.includes(0) ? "binary" : "text" };
}

/** A first line that is longer than what the kernel looks at still counts where the name of its interpreter is whole. */
function scriptHead(head: Buffer): ProgramHead {
  const text = head.toString("utf8", 2);
  const end = text.indexOf("\n");
  const line = end < 0 ? text : text.slice(0, end);
  const [, interpreter = "", gap = "", argument = ""] = /^[ \t]*([^ \t\0]*)([ \t\0]*)(.*)/s.exec(line) ?? [];
  const isCut = end < 0 && gap === "" && head.length === headBytes;
  if (interpreter === "" || isCut) return { format: "text" };
  return { format: "script", interpreter, argument: (argument.split("\0")[0] ?? "").replace(/[ \t]+$/, "") };
}

/** Where fields stand in the two classes of ELF files, and how large an entry of the program header table is. */
const layouts = new Map([
  [1, { header: 52, table: 28, entrySize: 42, entries: 44, size: 32, offset: 4, length: 16 }],
  [2, { header: 64, table: 32, entrySize: 54, entries: 56, size: 56, offset: 8, length: 32 }],
]);
const [interpreterSegment, longestPath, mostEntries] = [3, 4096, 1024];

function elfHead(head: Buffer, read: PartReader): ProgramHead | undefined {
  const layout = layouts.get(head[4] ?? 0);
  if (head.toString("latin1", 0, 4) !== "\x7fELF") return undefined;
  if (!layout || head.length < layout.header) return { format: "elf", machine: undefined, loader: undefined };
  const isLittle = head[5] === 1;
  const isWide = head[4] === 2;
  const header = viewOf(head);
  const number = (view: DataView, at: number): number =>
    isWide ? Number(view.getBigUint64(at, isLittle)) : view.getUint32(at, isLittle);
  const machine = header.getUint16(18, isLittle);
  const start = number(header, layout.table);
  const count = Math.min(header.getUint16(layout.entries, isLittle), mostEntries);
  const isUsual = header.getUint16(layout.entrySize, isLittle) === layout.size && Number.isSafeInteger(start);
  const table = viewOf(isUsual ? read(start, count * layout.size) : Buffer.alloc(0));
  for (let at = 0; at + layout.size <= table.byteLength; at += layout.size) {
    if (table.getUint32(at, isLittle) !== interpreterSegment) continue;
    const [offset, length] = [number(table, at + layout.offset), number(table, at + layout.length)];
    const isPath = Number.isSafeInteger(offset) && length <= longestPath;
    const path = isPath ? read(offset, length).toString("utf8").split("\0")[0] : undefined;
    return { format: "elf", machine, loader: path || undefined };
  }
  return { format: "elf", machine, loader: undefined };
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
