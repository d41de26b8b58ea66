/** A qualified device name, `VENDOR/CLASS=NAME`, taken apart. */
export interface QualifiedName {
  readonly vendor: string;
  readonly class: string;
  readonly device: string;
}

const vendorOrClass = /^[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const deviceName = /^[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?$/;

/** Letters, digits, `_`, `-` and `.`; a letter first, a letter or digit last. */
export function isVendorName(name: string): boolean {
  return vendorOrClass.test(name);
}

/** The same rule as for a vendor. */
export function isClassName(name: string): boolean {
  return vendorOrClass.test(name);
}

/** Letters, digits, `_`, `-`, `.` and `:`; a letter or digit first and last. */
export function isDeviceName(name: string): boolean {
  return deviceName.test(name);
}

/** `vendor.com/class=device`. Checks nothing. */
export function qualifiedName(kind: string, device: string): string {
  return `${kind}=${device}`;
}

/** Splits `VENDOR/CLASS` at the first slash; undefined where either part would be empty. Checks no characters. */
export function splitKind(kind: string): { vendor: string; class: string } | undefined {
  const slash = kind.indexOf("/");
  if (slash <= 0 || slash === kind.length - 1) return undefined;
  return { vendor: kind.slice(0, slash), class: kind.slice(slash + 1) };
}

/** Takes a fully qualified device name apart; undefined where it is not one. */
export function parseQualifiedName(name: string): QualifiedName | undefined {
  const equals = name.indexOf("=");
  if (equals <= 0) return undefined;
  const kind = splitKind(name.slice(0, equals));
  const device = name.slice(equals + 1);
  if (!kind || !isVendorName(kind.vendor) || !isClassName(kind.class) || !isDeviceName(device)) return undefined;
  return { ...kind, device };
}

export function isQualifiedName(name: string): boolean {
  return parseQualifiedName(name) !== undefined;
}
