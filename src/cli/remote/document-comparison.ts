import type { OciDocument } from "../../oci/document.ts";
import type { ArraySpan, ObjectSpan, Span } from "../../oci/json-spans.ts";
import type { Splice } from "../../oci/print-edited.ts";

/** Where two documents differ, as far as their spans tell: spaces between these may be missed. */
export class DocumentComparison {
  readonly splices: Splice[] = [];
  readonly #before: string;
  readonly #after: string;

  constructor(before: OciDocument, after: OciDocument) {
    this.#before = before.text;
    this.#after = after.text;
    this.#objects(before.root, after.root);
  }

  #objects(a: ObjectSpan, b: ObjectSpan): void {
    const isPaired = a.members.every(({ key }, index) => b.members[index]?.key === key);
    if (!isPaired || a.members.length === 0) {
      this.#replace(a, b);
      return;
    }
    for (const [index, { value }] of a.members.entries()) {
      const other = b.members[index];
      if (other) this.#values(value, other.value);
    }
    this.#append(ends(a.members.map(({ value }) => value)), ends(b.members.map(({ value }) => value)));
  }

  #values(a: Span, b: Span): void {
    if (this.#textBefore(a) === this.#textAfter(b)) return;
    if (a.is === "object" && b.is === "object") this.#objects(a, b);
    else if (a.is === "array" && b.is === "array") this.#arrays(a, b);
    else this.#replace(a, b);
  }

  /** Edits replace items whole. From the first on that moves, a list is put together anew. */
  #arrays(a: ArraySpan, b: ArraySpan): void {
    if (a.items.length === 0 || b.items.length === 0) {
      this.#replace(a, b);
      return;
    }
    const [before, after] = [
      a.items.map((item) => this.#textBefore(item)),
      b.items.map((item) => this.#textAfter(item)),
    ];
    for (const [index, item] of a.items.entries()) {
      const other = b.items[index];
      if (before[index] === after[index]) continue;
      if (!other || before.includes(after[index] ?? "", index)) {
        this.#rest(a, b, index);
        return;
      }
      this.#replace(item, other);
    }
    this.#append(ends(a.items), ends(b.items));
  }

  #rest(a: ArraySpan, b: ArraySpan, index: number): void {
    const start = (list: ArraySpan) => list.items[index - 1]?.end ?? list.items[0]?.start ?? list.end;
    const end = (list: ArraySpan) => list.items.at(-1)?.end ?? list.end;
    this.splices.push({ start: start(a), end: end(a), text: this.#after.slice(start(b), end(b)) });
  }

  /** What was put behind the last one. */
  #append(a: readonly number[], b: readonly number[]): void {
    const [last, pair, end] = [a.at(-1), b[a.length - 1], b.at(-1)];
    if (last === undefined || pair === undefined || end === undefined || pair === end) return;
    this.splices.push({ start: last, end: last, text: this.#after.slice(pair, end) });
  }

  #textBefore({ start, end }: Span): string {
    return this.#before.slice(start, end);
  }

  #textAfter({ start, end }: Span): string {
    return this.#after.slice(start, end);
  }

  #replace(a: Span, b: Span): void {
    this.splices.push({ start: a.start, end: a.end, text: this.#textAfter(b) });
  }
}

function ends(spans: readonly Span[]): readonly number[] {
  return spans.map(({ end }) => end);
}
