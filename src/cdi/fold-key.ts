/** A key as Go compares field names: without regard to case, where two other characters count as ASCII letters too. */
export function foldKey(key: string): string {
  const folded = key.toLowerCase();
  return folded.includes("\u017f") ? folded.replaceAll("\u017f", "s") : folded;
}
