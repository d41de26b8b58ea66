export interface ElfParts {
  readonly machine: number;
  /** What its program interpreter segment names. */
  readonly loader?: string;
  readonly isWide?: boolean;
  readonly isLittle?: boolean;
}

/** One that survives being written as text. */
export function elfText(parts: ElfParts): string {
  return elfBytes(parts).toString("utf8");
}

/** An ELF file with a header and, where it has a loader, one segment; all of it is ASCII but for what numbers need. */
export function elfBytes({ machine, loader, isWide = true, isLittle = true }: ElfParts): Buffer {
  const [header, entry] = isWide ? [64, 56] : [52, 32];
  const bytes = Buffer.alloc(header + entry + (loader?.length ?? 0) + 1);
  bytes.write("\x7fELF", "latin1");
  bytes[4] = isWide ? 2 : 1;
  bytes[5] = isLittle ? 1 : 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const short = (at: number, value: number) => view.setUint16(at, value, isLittle);
  const word = (at: number, value: number) =>
    isWide ? view.setBigUint64(at, BigInt(value), isLittle) : view.setUint32(at, value, isLittle);
  short(18, machine);
  word(isWide ? 32 : 28, header);
  short(isWide ? 54 : 42, entry);
  short(isWide ? 56 : 44, loader === undefined ? 0 : 1);
  if (loader !== undefined) {
    view.setUint32(header, 3, isLittle);
    word(header + (isWide ? 8 : 4), header + entry);
    word(header + (isWide ? 32 : 16), loader.length + 1);
    bytes.write(loader, header + entry, "latin1");
  }
  return bytes;
}
