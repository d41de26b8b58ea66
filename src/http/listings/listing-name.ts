import { createHash } from "node:crypto";

/** How a page is asked for, and not what. */
const ofThePage = new Set(["limit", "continue", "since", "wait"]);

/** A short name for what a listing asks for, the same for each of its pages. */
export function listingName(route: string, query: Readonly<Record<string, unknown>>): string {
  const filters = Object.entries(query).filter(([name]) => !ofThePage.has(name));
  const text = JSON.stringify([route, ...filters.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
