/** A PCI function: `domain:bus:device.function` in lower case, the domain with four digits or more. */
const pattern = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/;

/** Whether a name of sysfs is that of a PCI function. A pnp device such as `00:00:0.0` is none. */
export function isPciAddress(name: string): boolean {
  return pattern.test(name);
}

/** What the functions of one device have in common: their address without the function. */
export function pciSlotOf(address: string): string {
  return address.slice(0, address.lastIndexOf("."));
}

/**
 * The address as sysfs spells it, from any of its spellings: capitals, or the eight digits of domain that NVIDIA's tools
 * give it. Undefined where the text is no address.
 */
export function pciAddressIn(text: string): string | undefined {
  const [, domain = "", rest] = /^0*([0-9a-f]{0,8}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/.exec(text.toLowerCase()) ?? [];
  return rest === undefined || !text.includes(":") ? undefined : `${domain.padStart(4, "0")}:${rest}`;
}
