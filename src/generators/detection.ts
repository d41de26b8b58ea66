import type { Detection } from "./generator.ts";

/** A generator applies where it found something, and says what; otherwise it says why it found nothing. */
export function detectionOf(names: readonly string[], whyNone: () => string): Detection {
  return names.length > 0 ? { applies: true, reason: names.join(", ") } : { applies: false, reason: whyNone() };
}
