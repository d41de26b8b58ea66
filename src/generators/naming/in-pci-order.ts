/** Addresses by domain, bus, device and function, as NVIDIA's tools number GPUs. A domain may have more than four digits. */
export function inPciOrder(addresses: readonly string[]): string[] {
  return addresses.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
}
