import { type Attribute, type AttributeSource, type Attributes, noAttributes } from "./attribute.ts";
import { type Statement, type StatementReader, statementsOf } from "./statement.ts";

type Annotations = Readonly<Record<string, string>>;

export interface AttributeSources {
  readonly device?: Annotations | undefined;
  readonly spec?: Annotations | undefined;
  /** What the host says of the hardware. */
  readonly hardware?: Attributes | undefined;
}

/**
 * What is known of a device: an annotation of the device counts more than one of its spec, and that more than what the
 * host says. An annotation that the catalogue knows, by whatever prefix or alias, also goes by its canonical name. One
 * that it does not know, or whose text is not of the right type, is a string under its own key where nothing else has it.
 */
export function mergeAttributes(
  { device = {}, spec = {}, hardware = noAttributes }: AttributeSources,
  read: StatementReader = statementsOf,
): Attributes {
  const found = new Map<string, Attribute>();
  const strings = new Map<string, Attribute>();
  for (const [source, annotations] of [
    ["device-annotation", device],
    ["spec-annotation", spec],
  ] as const) {
    for (const { key, isPlain, attribute } of statementsIn(annotations, source, read)) {
      const into = isPlain ? strings : found;
      if (!into.has(key)) into.set(key, attribute);
    }
  }
  if (found.size === 0 && strings.size === 0) return hardware;
  for (const [key, attribute] of Object.entries(hardware)) if (!found.has(key)) found.set(key, attribute);
  for (const [key, attribute] of strings) if (!found.has(key)) found.set(key, attribute);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What annotations say, the strongest first, and what is equally strong in the order of the keys. */
function statementsIn(annotations: Annotations, source: AttributeSource, read: StatementReader): Statement[] {
  return Object.entries(annotations)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, text]) => read(key, text, source))
    .sort((a, b) => a.rank - b.rank);
}
