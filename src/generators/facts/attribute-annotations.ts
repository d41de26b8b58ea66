/** What is known of a device, by the names of `docs/attributes.md`. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Facts as the annotations of a device, by the names of `docs/attributes.md`, so that schedulers can select on them.
 * What is not known is left out.
 */
export function attributeAnnotations(facts: Facts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, String(fact)]])),
  );
}
