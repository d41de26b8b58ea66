/** An `ld.so.cache` of 64-bit libraries. */
export function ldCacheBytes(libraries: readonly { readonly name: string; readonly path: string }[]): Buffer {
  const header = Buffer.alloc(48 + 24 * libraries.length);
  header.write("glibc-ld.so.cache1.1", "latin1");
  header.writeUInt32LE(libraries.length, 20);
  let text = "";
  const add = (word: string): number => {
    const at = header.length + Buffer.byteLength(text);
    text += `${word}\0`;
    return at;
  };
  for (const [index, { name, path }] of libraries.entries()) {
    const at = 48 + 24 * index;
    header.writeInt32LE(0x0303, at);
    header.writeUInt32LE(add(name), at + 4);
    header.writeUInt32LE(add(path), at + 8);
  }
  return Buffer.concat([header, Buffer.from(text)]);
}
