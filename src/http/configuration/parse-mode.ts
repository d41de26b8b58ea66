/** Reads permission bits in octal, as `660`, `0660` or `0o660`; undefined for anything else. */
export function parseMode(text: string): number | undefined {
  const [, digits] = /^(?:0o?)?([0-7]{3})$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}
