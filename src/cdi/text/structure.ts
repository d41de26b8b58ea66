import type { Cursor } from "./cursor.ts";
import { PossibleKey } from "./possible-key.ts";
import { refuse } from "./refusal.ts";
import type { BlockStart, Mark, Token } from "./token.ts";
import { TokenQueue } from "./token-queue.ts";

/**
 * What the tokens so far have opened, and which tokens indentation and colons add to them.
 * The methods that add the token at the cursor return true, for the scanner to say that it found one.
 */
export class Structure {
  readonly queue = new TokenQueue();
  /** Whether a key may start here, other than behind a `?`. In block context that is where a line starts anew. */
  isKeyAllowed = true;
  readonly #cursor: Cursor;
  /** Columns of the open block collections, the innermost last. */
  readonly #indents: number[] = [];
  /** What may become a key in the block context and in each open flow collection, the innermost last. */
  readonly #keys: (PossibleKey | undefined)[] = [undefined];

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  get inFlow(): boolean {
    return this.#keys.length > 1;
  }

  /** Column of the innermost block collection, -1 outside of all. */
  get indent(): number {
    return this.#indents.at(-1) ?? -1;
  }

  /** Ends the block collections that a token at `column` is not indented enough for. */
  closeBlocks(column: number): void {
    if (this.inFlow) return;
    while (this.indent > column) {
      this.#indents.pop();
      this.queue.add({ is: "block-end", offset: this.#cursor.offset });
    }
  }

  /** Ends every block collection, as document markers and directives do. */
  closeAll(): void {
    this.closeBlocks(-1);
    this.giveUpKey();
    this.isKeyAllowed = false;
  }

  /** Adds the token that `scan` yields, which may be a key. */
  addNode(scan: () => Token): true {
    const key = this.#offerKey();
    this.isKeyAllowed = false;
    this.queue.add(scan(), key);
    return true;
  }

  giveUpKey(): void {
    this.#keys.at(-1)?.giveUp();
  }

  openFlow(is: "[" | "{"): true {
    this.queue.add({ is, offset: this.#cursor.offset }, this.#offerKey());
    this.#keys.push(undefined);
    this.isKeyAllowed = true;
    this.#cursor.advance();
    return true;
  }

  closeFlow(is: "]" | "}"): true {
    this.giveUpKey();
    if (this.inFlow) this.#keys.pop();
    this.isKeyAllowed = false;
    return this.#addMark(is);
  }

  separate(): true {
    this.giveUpKey();
    this.isKeyAllowed = true;
    return this.#addMark(",");
  }

  entry(): true {
    if (!this.inFlow) this.#openBlockHere("block-sequence", "A list entry cannot start here");
    this.giveUpKey();
    this.isKeyAllowed = true;
    return this.#addMark("entry");
  }

  explicitKey(): true {
    if (!this.inFlow) this.#openBlockHere("block-mapping", "A key cannot start here");
    this.giveUpKey();
    this.isKeyAllowed = !this.inFlow;
    return this.#addMark("key");
  }

  /** A colon. It makes a key of what may be one. */
  value(): true {
    const key = this.#keys.at(-1);
    if (key?.isOpenAt(this.#cursor)) {
      key.settle();
      this.#openBlock("block-mapping", key.column, key);
      this.queue.insertBefore(key, { is: "key", offset: key.offset });
      this.isKeyAllowed = false;
    } else {
      if (!this.inFlow) this.#openBlockHere("block-mapping", "A colon cannot stand here; quote the text that has it");
      this.isKeyAllowed = !this.inFlow;
    }
    return this.#addMark("value");
  }

  #offerKey(): PossibleKey | undefined {
    if (!this.isKeyAllowed) return undefined;
    this.giveUpKey();
    const key = new PossibleKey(this.#cursor, !this.inFlow && this.indent === this.#cursor.column);
    this.#keys[this.#keys.length - 1] = key;
    return key;
  }

  #openBlockHere(is: BlockStart, complaint: string): void {
    if (!this.isKeyAllowed) refuse(complaint, this.#cursor.offset);
    this.#openBlock(is, this.#cursor.column);
  }

  /** Opens a block collection at `column` unless one is open there; its start goes before the key, if it has one already. */
  #openBlock(is: BlockStart, column: number, key?: PossibleKey): void {
    if (this.inFlow || this.indent >= column) return;
    this.#indents.push(column);
    const start = { is, offset: key?.offset ?? this.#cursor.offset };
    if (key) this.queue.insertBefore(key, start);
    else this.queue.add(start);
  }

  #addMark(is: Mark): true {
    this.queue.add({ is, offset: this.#cursor.offset });
    this.#cursor.advance();
    return true;
  }
}
