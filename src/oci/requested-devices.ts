import { devicesInAnnotations } from "../cdi/annotations.ts";
import { isQualifiedName, qualifiedName } from "../cdi/names.ts";
import { itemsAt, memberSpan, type OciDocument, spanAt, stringAt } from "./document.ts";

/** Where besides `linux.devices` to look for the devices that a document asks for. */
export interface RequestSources {
  /** Take the `cdi.k8s.io/` annotations as well. */
  readonly annotations: boolean;
  /** Environment variables with the kind, `VENDOR/CLASS`, that their values name devices of. */
  readonly env: readonly { readonly variable: string; readonly kind: string }[];
}

/** The CDI devices that a document asks for. */
export interface RequestedDevices {
  /** In the order of device paths, annotations, variables. A later source adds only what is not there yet. */
  readonly devices: readonly string[];
  /** Paths in `linux.devices` that are no paths but device names; injection takes these entries out. */
  readonly placeholders: ReadonlySet<string>;
  /** Annotation values that are no device names. */
  readonly malformed: readonly string[];
}

/** @throws WrongShape where a part to look into has another type than the OCI specification's */
export function requestedDevices(document: OciDocument, sources: RequestSources): RequestedDevices {
  const placeholders = devicePaths(document).filter(isQualifiedName);
  const annotated = sources.annotations ? devicesInAnnotations(annotationsOf(document)) : { devices: [] };
  const others = [
    ...("devices" in annotated ? annotated.devices : []),
    ...sources.env.flatMap(({ variable, kind }) => devicesInVariable(variableValue(document, variable), kind)),
  ];
  return {
    devices: [...placeholders, ...new Set(others.filter((name) => !placeholders.includes(name)))],
    placeholders: new Set(placeholders),
    malformed: "malformed" in annotated ? annotated.malformed : [],
  };
}

function devicePaths(document: OciDocument): string[] {
  const path = ["linux", "devices"];
  return itemsAt(document, path).flatMap((item) => {
    const span = memberSpan(document, item, "path", path);
    return span ? [stringAt(document, span, [...path, "path"])] : [];
  });
}

function annotationsOf(document: OciDocument): Record<string, string> {
  const span = spanAt(document, ["annotations"]);
  if (span?.is !== "object") return {};
  return Object.fromEntries(
    span.members.map(({ key, value }) => [key, stringAt(document, value, ["annotations", key])]),
  );
}

function variableValue(document: OciDocument, variable: string): string {
  const path = ["process", "env"];
  const entries = itemsAt(document, path).map((item) => stringAt(document, item, path));
  return entries.findLast((entry) => entry.startsWith(`${variable}=`))?.slice(variable.length + 1) ?? "";
}

/** Values with which NVIDIA's variable asks for no device. */
const noDevice: readonly string[] = ["", "none", "void"];

/** A value names devices of the kind, or qualified ones, with commas between. */
function devicesInVariable(value: string, kind: string): string[] {
  const names = value.split(",").map((name) => name.trim());
  return names
    .filter((name) => !noDevice.includes(name))
    .map((name) => (name.includes("=") ? name : qualifiedName(kind, name)));
}
