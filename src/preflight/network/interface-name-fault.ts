/** The kernel's IFNAMSIZ, less the byte that ends a name. */
const longest = 15;

/** Why Linux gives no network interface a name, as `dev_valid_name` of the kernel has it; undefined where it may. */
export function interfaceNameFault(name: string): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0) return "it is empty";
  if (bytes > longest) return `it has ${bytes} bytes, and a name may have ${longest}`;
  if (name === "." || name === "..") return "it is a directory's";
  if (/[/:]/.test(name)) return "it has a slash or a colon";
  return /[\s\0]/.test(name) ? "it has white space" : undefined;
}
