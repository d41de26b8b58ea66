export interface ElfParts {
  readonly bits?: 32 | 64;
  readonly machine?: number;
  /** Each becomes an entry of the dynamic section. */
  readonly sonames?: readonly string[];
}

const [textAddress, textOffset, dynamicOffset] = [0x2000, 0x400, 0x200];

/** A shared library of ELF with nothing in it but its headers and its names. */
export function elfBytes({ bits = 64, machine = bits === 64 ? 62 : 3, sonames = [] }: ElfParts = {}): Buffer {
  const bytes = Buffer.alloc(0x600);
  const is64 = bits === 64;
  bytes.write("\x7fELF", "latin1");
  bytes.set([is64 ? 2 : 1, 1, 1], 4);
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(machine, 18);
  const header = is64 ? 64 : 52;
  put(bytes, is64 ? 32 : 28, header, bits);
  bytes.writeUInt16LE(is64 ? 56 : 32, is64 ? 54 : 42);
  bytes.writeUInt16LE(2, is64 ? 56 : 44);
  const names = Buffer.from(`\0${sonames.join("\0")}\0`, "latin1");
  names.copy(bytes, textOffset);
  const entries: [number, number][] = [];
  let at = 1;
  for (const name of sonames) {
    entries.push([14, at]);
    at += name.length + 1;
  }
  entries.push([5, textAddress], [10, names.length], [0, 0]);
  for (const [index, [tag, value]] of entries.entries()) {
    put(bytes, dynamicOffset + index * 2 * (bits / 8), tag, bits);
    put(bytes, dynamicOffset + (index * 2 + 1) * (bits / 8), value, bits);
  }
  segment(bytes, header, bits, [1, textOffset, textAddress, names.length]);
  segment(bytes, header + (is64 ? 56 : 32), bits, [2, dynamicOffset, 0x1000, entries.length * 2 * (bits / 8)]);
  return bytes;
}

function segment(
  bytes: Buffer,
  at: number,
  bits: 32 | 64,
  [type, offset, address, size]: readonly [number, number, number, number],
): void {
  bytes.writeUInt32LE(type, at);
  put(bytes, at + (bits === 64 ? 8 : 4), offset, bits);
  put(bytes, at + (bits === 64 ? 16 : 8), address, bits);
  put(bytes, at + (bits === 64 ? 32 : 16), size, bits);
}

function put(bytes: Buffer, at: number, value: number, bits: 32 | 64): void {
  if (bits === 64) bytes.writeBigUInt64LE(BigInt(value), at);
  else bytes.writeUInt32LE(value, at);
}
