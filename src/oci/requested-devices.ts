import { devicesInAnnotations } from "../cdi/annotations.ts";
import { isQualifiedName, qualifiedName } from "../cdi/names.ts";
import { itemsAt, memberSpan, type OciDocument, spanAt, stringAt } from "./document.ts";
import { type DocumentFault, documentFault, WrongShape } from "./wrong-shape.ts";

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
  /** What annotations and variables ask for that is no qualified device name. A document asks by name, never by pattern. */
  readonly malformed: readonly DeviceRequest[];
}

export interface DeviceRequest {
  readonly name: string;
  /** `an annotation`, or `variable` and its name. */
  readonly from: string;
}

/** The devices asked for, or what in the document has another type than the OCI specification's. */
export function requestedDevices(document: OciDocument, sources: RequestSources): RequestedDevices | DocumentFault {
  try {
    return collect(document, sources);
  } catch (error) {
    if (error instanceof WrongShape) return documentFault(document, error);
    throw error;
  }
}

function collect(document: OciDocument, sources: RequestSources): RequestedDevices {
  const placeholders = devicePaths(document).filter(isQualifiedName);
  const annotated = sources.annotations ? devicesInAnnotations(annotationsOf(document)) : { devices: [] };
  const [devices, malformed] = "devices" in annotated ? [annotated.devices, []] : [[], annotated.malformed];
  const variables = sources.env.flatMap((source) => devicesInVariable(document, source));
  const asked = new Set([...placeholders, ...devices, ...variables.map(({ name }) => name)]);
  return {
    devices: [...placeholders, ...[...asked].slice(new Set(placeholders).size)],
    placeholders: new Set(placeholders),
    malformed: [
      ...malformed.map((name) => ({ name, from: "an annotation" })),
      ...variables.filter(({ name }) => !isQualifiedName(name)),
    ],
  };
}

function devicePaths(document: OciDocument): string[] {
  return itemsAt(document, ["linux", "devices"]).flatMap((item) => {
    const span = memberSpan(document, item, "path");
    return span ? [stringAt(document, span)] : [];
  });
}

function annotationsOf(document: OciDocument): Record<string, string> {
  const span = spanAt(document, ["annotations"]);
  if (span === undefined) return {};
  if (span.is !== "object") throw new WrongShape(span, "an object");
  return Object.fromEntries(span.members.map(({ key, value }) => [key, stringAt(document, value)]));
}

function variableValue(document: OciDocument, variable: string): string {
  const entries = itemsAt(document, ["process", "env"]).map((item) => stringAt(document, item));
  return entries.findLast((entry) => entry.startsWith(`${variable}=`))?.slice(variable.length + 1) ?? "";
}

/** Values with which NVIDIA's variable asks for no device. */
const noDevice: readonly string[] = ["", "none", "void"];

/** A value names devices of the kind, or qualified ones, with commas between. */
function devicesInVariable(document: OciDocument, { variable, kind }: RequestSources["env"][number]): DeviceRequest[] {
  const names = variableValue(document, variable)
    .split(",")
    .map((name) => name.trim());
  return names
    .filter((name) => !noDevice.includes(name))
    .map((name) => ({ name: name.includes("=") ? name : qualifiedName(kind, name), from: `variable ${variable}` }));
}
