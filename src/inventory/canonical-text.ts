import { pciAddressIn } from "../host/pci-address.ts";

type Spelling = (text: string) => string | undefined;

const hexadecimal: Spelling = (text) => /^(?:0x)?([0-9a-f]{4})$/.exec(text.toLowerCase())?.[1];

const spellings: ReadonlyMap<string, Spelling> = new Map([
  ["pciBusId", pciAddressIn],
  ["hostPciBusId", pciAddressIn],
  ["mac", (text) => text.toLowerCase()],
  ["pciVendorId", hexadecimal],
  ["pciDeviceId", hexadecimal],
  ["pciSubsystemVendorId", hexadecimal],
  ["pciSubsystemDeviceId", hexadecimal],
  ["usbVendorId", hexadecimal],
  ["usbProductId", hexadecimal],
]);

/** The one spelling of a text that can be written in several, `00000000:0F:00.0` for one; any other text as it is. */
export function canonicalText(name: string | undefined, text: string): string {
  return (name === undefined ? undefined : spellings.get(name)?.(text)) ?? text;
}
