/** Thrown inside of the quick reader where a text is of another kind than it reads. */
export class NotPlain extends Error {}

/** Leaves a text to the full reader, which knows whether it is wrong or only unusual. */
export function notPlain(): never {
  throw new NotPlain();
}
