/** A library that the dynamic linker of the host knows. */
export interface CachedLibrary {
  readonly name: string;
  readonly path: string;
}

const oldMagic = "ld.so-1.7.0";
const newMagic = "glibc-ld.so.cache1.1";
/** More libraries than any machine has, and longer paths: what claims more could keep its reader busy for ever. */
const limits = { libraries: 65_536, text: 1024 };
const [oldCount, oldHeader, oldEntry, newHeader, newEntry] = [12, 16, 12, 48, 24];

/**
 * The libraries in an `ld.so.cache` of glibc in the format that is since 1999, alone or behind one of the older format.
 * What is no such file, or points out of itself, has none or fewer.
 */
export function readLdCache(bytes: Buffer): readonly CachedLibrary[] {
  const start = startOf(bytes);
  const cache = bytes.subarray(start);
  if (cache.length < newHeader || cache.toString("latin1", 0, newMagic.length) !== newMagic) return [];
  const fitting = Math.floor((cache.length - newHeader) / newEntry);
  const count = Math.min(cache.readUInt32LE(newMagic.length), fitting, limits.libraries);
  const libraries: CachedLibrary[] = [];
  for (let index = 0; index < count; index++) {
    const at = newHeader + index * newEntry;
    if ((cache.readInt32LE(at) & 0xff & 1) === 0) continue;
    const name = textAt(cache, cache.readUInt32LE(at + 4));
    const path = textAt(cache, cache.readUInt32LE(at + 8));
    if (name !== undefined && path?.startsWith("/")) libraries.push({ name, path });
  }
  return libraries;
}

/** Where the new format starts: at once, or after the old one at the next multiple of eight. */
function startOf(bytes: Buffer): number {
  if (bytes.length < oldHeader || bytes.toString("latin1", 0, oldMagic.length) !== oldMagic) return 0;
  return Math.ceil((oldHeader + bytes.readUInt32LE(oldCount) * oldEntry) / 8) * 8;
}

function textAt(bytes: Buffer, offset: number): string | undefined {
  const text = bytes.subarray(offset, offset + limits.text);
  const end = text.indexOf(0);
  return end < 0 ? undefined : text.toString("utf8", 0, end);
}
