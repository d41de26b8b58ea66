/** A switch of the usual policy that opens device nodes of the host to containers, to be mapped too. */
interface DeviceBoolean {
  readonly name: string;
  /** The type that it is for; undefined for all. */
  readonly nodeType: string | undefined;
  /** The only domain that it is for; undefined for all domains of containers. */
  readonly domain: string | undefined;
}

/** As container-selinux 2.250 has them; the narrow ones first, for they are better advice. */
const rows: readonly DeviceBoolean[] = [
  { name: "container_use_dri_devices", nodeType: "dri_device_t", domain: undefined },
  { name: "container_use_xserver_devices", nodeType: "xserver_misc_device_t", domain: "container_t" },
  { name: "container_use_devices", nodeType: undefined, domain: undefined },
];

/** The names of those that would open nodes of a type, which is not always known, to a domain. */
export function deviceBooleans(type: string | undefined, domain: string): readonly string[] {
  return rows
    .filter((row) => row.nodeType === undefined || row.nodeType === type)
    .filter((row) => row.domain === undefined || row.domain === domain)
    .map(({ name }) => name);
}
