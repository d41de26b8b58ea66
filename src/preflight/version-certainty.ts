/** What is known where a version is only known in part: `5` may be 5.0 as well as 5.9. */
export type Certainty = "yes" | "no" | "maybe";

/** Whether a version, of which as many numbers are known as there are, is at least another. */
export function certainty(version: readonly number[], least: readonly number[]): Certainty {
  for (const [index, part] of least.entries()) {
    const own = version[index];
    if (own === undefined) return least.slice(index).some((rest) => rest > 0) ? "maybe" : "yes";
    if (own !== part) return own > part ? "yes" : "no";
  }
  return "yes";
}
