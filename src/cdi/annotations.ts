import { isQualifiedName } from "./names.ts";

/** Prefix of the container annotations that ask for CDI devices. */
export const annotationPrefix = "cdi.k8s.io/";

const annotationName = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/**
 * The annotation key under which a device plugin asks for a device: `cdi.k8s.io/PLUGIN_DEVICE`, slashes of the device as
 * underscores. Undefined where that is no legal key: a part is empty, a character is not allowed, or the name is longer
 * than 63. `plugin` is by convention `vendor.device-type`.
 *
 * @example annotationKey("vendor.gpu", "0") === "cdi.k8s.io/vendor.gpu_0"
 */
export function annotationKey(plugin: string, device: string): string | undefined {
  if (plugin === "" || device === "") return undefined;
  const name = `${plugin}_${device.replaceAll("/", "_")}`;
  return name.length <= 63 && annotationName.test(name) ? annotationPrefix + name : undefined;
}

const key =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\/)?[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/;

/** Whether a key of annotations is of the form that Kubernetes asks for, `[PREFIX/]NAME`, in any case. */
export function isAnnotationKey(text: string): boolean {
  return key.test(text.toLowerCase()) && text.length - text.indexOf("/") - 1 <= 63;
}

/** The annotation value that asks for devices. Undefined where one of them is no qualified name. */
export function annotationValue(devices: readonly string[]): string | undefined {
  return devices.every(isQualifiedName) ? devices.join(",") : undefined;
}

/** The devices that annotations ask for, or the values that are no list of qualified names. */
export type AnnotatedDevices = { readonly devices: readonly string[] } | { readonly malformed: readonly string[] };

/** Collects the devices of all `cdi.k8s.io/` annotations, in the order of their keys. One bad name spoils all. */
export function devicesInAnnotations(annotations: Readonly<Record<string, string>>): AnnotatedDevices {
  const names = Object.keys(annotations)
    .filter((key) => key.startsWith(annotationPrefix))
    .sort()
    .flatMap((key) => (annotations[key] ?? "").split(","));
  const malformed = names.filter((name) => !isQualifiedName(name));
  return malformed.length > 0 ? { malformed } : { devices: names };
}
