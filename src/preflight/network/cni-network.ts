import { foldKey } from "../../cdi/fold-key.ts";
import { lineAndColumn } from "../../cdi/text/line-and-column.ts";
import { type JsonObject, objectIn, stringIn } from "../../oci/json-reading.ts";
import { JsonFault } from "../../oci/json-spans.ts";
import { readSpans } from "../../oci/read-spans.ts";

/** A network as a file of `/etc/cni/net.d` configures it. */
export interface CniNetwork {
  readonly name: string;
  /** In the order in which they are called. */
  readonly plugins: readonly CniPlugin[];
  /** Whether more plugins come from a directory of the network's name. */
  readonly takesMore: boolean;
}

export interface CniPlugin {
  /** The name of its program. */
  readonly type: string;
  /** Its fields by their names in lower case: Go readers take any. */
  readonly fields: JsonObject;
}

/** Why libcni does not take a text, and where. */
export interface CniFault {
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
}

/** Reads a text as libcni does: a `.conflist` is a list of plugins, other files are one plugin. */
export function parseCniNetwork(text: string, isList: boolean): CniNetwork | CniFault {
  const json = parsed(text);
  if ("reason" in json) return json;
  if (typeof json.value !== "object" || json.value === null || Array.isArray(json.value)) {
    return { reason: "it is not a JSON object" };
  }
  const object = objectIn(json.value);
  return isList ? listIn(object) : singleIn(object);
}

function singleIn(object: JsonObject): CniNetwork | CniFault {
  const plugin = pluginIn(object);
  if (!plugin) return { reason: "it has no type, the name of a plugin" };
  return { name: stringIn(plugin.fields["name"]) ?? "", plugins: [plugin], takesMore: false };
}

function listIn(object: JsonObject): CniNetwork | CniFault {
  const name = stringIn(object["name"]);
  if (name === undefined) return { reason: "it has no name, or one that is no text" };
  const onlyOwn = switchIn(object["loadOnlyInlinedPlugins"]);
  if (onlyOwn === undefined) return { reason: "loadOnlyInlinedPlugins is neither true nor false" };
  const given = object["plugins"];
  if (given === undefined) return onlyOwn ? { reason: "it has no plugins" } : { name, plugins: [], takesMore: true };
  if (!Array.isArray(given)) return { reason: "plugins is not a list" };
  const plugins = given.map((item: unknown) => pluginIn(objectIn(item)));
  const known = plugins.filter((plugin) => plugin !== undefined);
  if (known.length < plugins.length) {
    return { reason: `plugin ${plugins.indexOf(undefined) + 1} of the list has no type, the name of a plugin` };
  }
  return known.length === 0
    ? { reason: "its list of plugins is empty" }
    : { name, plugins: known, takesMore: !onlyOwn };
}

/** A plugin; undefined where it says no type. */
export function pluginIn(object: JsonObject): CniPlugin | undefined {
  const fields = Object.fromEntries(Object.entries(object).map(([key, value]) => [foldKey(key), value]));
  const type = stringIn(fields["type"]) ?? "";
  return type === "" ? undefined : { type, fields };
}

/** libcni takes words for switches as well. */
function switchIn(value: unknown): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value === true;
  const word = stringIn(value)?.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}

function parsed(text: string): { readonly value: unknown } | CniFault {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return faultIn(text);
  }
}

/** Where the text stops being JSON. */
function faultIn(text: string): CniFault {
  if (text.trim() === "") return { reason: "it is empty" };
  try {
    readSpans(text, {});
  } catch (error) {
    if (error instanceof JsonFault) {
      return { reason: `it is not JSON: ${error.message}`, ...lineAndColumn(text, error.offset) };
    }
  }
  return { reason: "it is not JSON" };
}
