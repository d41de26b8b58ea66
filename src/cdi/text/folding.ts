/**
 * The line breaks between two lines of a plain or quoted scalar, as they count in its text: a single one is a space,
 * of several the first counts for nothing. Line and paragraph separators are kept.
 */
export class FoldedBreaks {
  #first = "";
  #later = "";
  #any = false;

  get any(): boolean {
    return this.#any;
  }

  add(lineBreak: string): void {
    if (this.#any) this.#later += lineBreak;
    else this.#first = lineBreak;
    this.#any = true;
  }

  /** An escaped line break counts for nothing, and so do the blanks of the next line. */
  addEscaped(): void {
    this.#any = true;
  }

  /** The text that the breaks make; there are none afterwards. */
  take(): string {
    const folded = this.#first === "\n" ? this.#later || " " : this.#first + this.#later;
    this.#first = "";
    this.#later = "";
    this.#any = false;
    return folded;
  }
}
