import type { Operations } from "../../contract/operations.ts";
import { attributeOf } from "../../inventory/attribute.ts";
import { type AttributeTerm, parseTerm } from "../../inventory/attribute-term.ts";
import type { InventoryView } from "../../inventory/inventory.ts";
import { matchesTerm } from "../../inventory/matches-term.ts";
import type { DefinedDevice } from "../../registry/defined-device.ts";
import { compilePattern, literalPrefix } from "../../registry/match-pattern.ts";
import { ApiError } from "../answers/api-error.ts";

type Query = Pick<Operations["listDevices"]["query"], "vendor" | "class" | "kind" | "name" | "attr" | "health">;

/** The devices that a request is about. */
export class DeviceFilter {
  /** What the name of each of them starts with. */
  readonly prefix: string;
  readonly #tests: readonly ((device: DefinedDevice) => boolean)[];
  readonly #terms: readonly AttributeTerm[];
  readonly #unseen: Set<string>;
  readonly #inventory: InventoryView;

  /** @throws ApiError where a pattern or a term is malformed */
  constructor({ vendor, class: className, kind, name, attr = [], health }: Query, inventory: InventoryView) {
    const pattern = name === undefined ? undefined : patternOf(name);
    this.#inventory = inventory;
    this.#terms = attr.map(termOf);
    this.#unseen = new Set(this.#terms.map(({ key }) => key));
    this.prefix = longest([
      kind === undefined ? "" : `${kind}=`,
      vendor === undefined ? "" : `${vendor}/${className === undefined ? "" : `${className}=`}`,
      name === undefined ? "" : literalPrefix(name),
    ]);
    const tests: (((device: DefinedDevice) => boolean) | undefined)[] = [
      vendor === undefined ? undefined : (device) => device.vendor === vendor,
      className === undefined ? undefined : (device) => device.class === className,
      kind === undefined ? undefined : (device) => device.kind === kind,
      pattern && ((device) => pattern.test(device.name)),
      health && ((device) => health.includes(inventory.stateOf(device).health.status)),
    ];
    this.#tests = tests.filter((test) => test !== undefined);
  }

  matches(device: DefinedDevice): boolean {
    for (const test of this.#tests) if (!test(device)) return false;
    if (this.#terms.length === 0) return true;
    const { attributes } = this.#inventory.stateOf(device);
    for (const key of this.#unseen) if (attributeOf(attributes, key)) this.#unseen.delete(key);
    return this.#terms.every((term) => matchesTerm(attributes, term));
  }

  /** Attributes that terms ask for and none of the devices has that were held against them. */
  unseenAttributes(): readonly string[] {
    return [...this.#unseen];
  }
}

function longest(prefixes: readonly string[]): string {
  return prefixes.reduce((a, b) => (b.length > a.length ? b : a), "");
}

function patternOf(name: string): { readonly test: (text: string) => boolean } {
  const pattern = compilePattern(name);
  if (pattern) return pattern;
  throw new ApiError("invalid-parameter", "name: the pattern is malformed", { parameter: "name" });
}

function termOf(text: string): AttributeTerm {
  const parsed = parseTerm(text);
  if ("term" in parsed) return parsed.term;
  const { message, offset } = parsed.fault;
  throw new ApiError("invalid-parameter", `attr: ${message}`, { parameter: "attr", offset });
}
