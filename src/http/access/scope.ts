/** What a caller may do: see names and attributes, see and apply edits, run the service. None implies another. */
export type Scope = "read" | "edits" | "admin";

export const allScopes: readonly Scope[] = ["read", "edits", "admin"];

/** Reads scopes separated by commas; undefined where one is unknown or there are none. */
export function parseScopes(text: string): readonly Scope[] | undefined {
  const scopes = text.split(",").map((name) => allScopes.find((scope) => scope === name));
  return scopes.every((scope) => scope !== undefined) ? allScopes.filter((scope) => scopes.includes(scope)) : undefined;
}
