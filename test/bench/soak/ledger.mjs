/**
 * What watchers were told, by revision. Everything that is answered is held against it: what a device was at a revision is
 * certain from the events up to there. An answer may be here before its event, and is then checked when that comes.
 */
export class Ledger {
  #epoch;
  #first;
  /** The text of each event, by revision. */
  #events = [];
  /** Of each device, the revisions of its events, whether it was there behind each, and its mark as far as it is known. */
  #devices = new Map();
  #present = 0;
  #presentAt = [];
  #waiting = new Map();
  #newest = 0;

  /** How many changes of devices there were. */
  changes = 0;
  /** How many answers were held against the events. */
  checks = 0;
  /** The number of the last revision that a watcher was told of. */
  last;

  /** Begins at the state in which the first listing found the registry. */
  constructor(revision, devices) {
    const [epoch, n] = revision.split(".");
    this.#epoch = epoch;
    this.#first = Number(n);
    this.#newest = this.#first;
    this.last = this.#first;
    for (const { name, mark } of devices)
      this.#devices.set(name, { revisions: [this.#first], there: [true], marks: [mark] });
    this.#present = devices.length;
    this.#presentAt[this.#first] = this.#present;
  }

  /** The newest revision that anybody has seen; nothing that is asked from now on may be answered with an older one. */
  get newest() {
    return this.#newest;
  }

  /** The last one that a watcher was told of. */
  get revision() {
    return this.revisionOf(this.last);
  }

  revisionOf(n) {
    return `${this.#epoch}.${n}`;
  }

  /** The number of a revision, which must be of this run and not older than one that was known before. */
  numberOf(revision, floor) {
    const [epoch, digits] = String(revision).split(".");
    const n = Number(digits);
    if (epoch !== this.#epoch || !(n >= floor)) throw new Error(`revision ${revision}, after ${this.#epoch}.${floor}`);
    if (n > this.#newest) this.#newest = n;
    return n;
  }

  /** The text that a watcher is due at a revision, where another has had it. */
  textAt(n) {
    return this.#events[n];
  }

  /** Takes in the event of a revision, or holds it against what others were told. */
  record(n, text) {
    if (n !== this.last + 1) {
      if (this.#events[n] !== text) throw new Error(`watchers were told ${this.#events[n]} and ${text}`);
      return;
    }
    const { type, name, revision } = JSON.parse(text.slice(text.indexOf("data: ") + 6));
    this.numberOf(revision, n);
    if (!text.startsWith(`id: ${this.#epoch}.${n}\nevent: ${type}\n`)) throw new Error(`an event is odd: ${text}`);
    this.#events[n] = text;
    this.last = n;
    if (type !== "bookmark") this.#change(n, type, name);
    this.#presentAt[n] = this.#present;
    const waiting = this.#waiting.get(n);
    this.#waiting.delete(n);
    for (const check of waiting ?? []) check();
  }

  #change(n, type, name) {
    this.changes++;
    const known = this.#devices.get(name) ?? { revisions: [this.#first], there: [false], marks: [undefined] };
    this.#devices.set(name, known);
    if (known.there.at(-1) !== (type !== "added")) throw new Error(`${name} is ${type} in the wrong order`);
    if (type !== "modified") this.#present += type === "added" ? 1 : -1;
    known.revisions.push(n);
    known.there.push(type !== "removed");
    known.marks.push(undefined);
  }

  /** Runs a check as soon as the events up to a revision are there. */
  when(n, check) {
    const counted = () => {
      this.checks++;
      check();
    };
    if (n <= this.last) return counted();
    const waiting = this.#waiting.get(n);
    if (waiting) waiting.push(counted);
    else this.#waiting.set(n, [counted]);
  }

  /** Of how many revisions there are answers, and no events. */
  get waiting() {
    return this.#waiting.size;
  }

  /** A device was seen at a revision with a mark; each change only ever gives it a higher one. */
  seen(n, name, mark) {
    const known = this.#devices.get(name);
    const at = known ? placeOf(known.revisions, n) : -1;
    if (at < 0 || !known.there[at]) throw new Error(`${name} was answered at ${n}, where it is not`);
    if (known.marks[at] === undefined) {
      known.marks[at] = mark;
      const before = known.marks.findLast((other, place) => place < at && other !== undefined);
      const after = known.marks.find((other, place) => place > at && other !== undefined);
      if (!(mark >= (before ?? 0) && mark <= (after ?? Number.POSITIVE_INFINITY)))
        throw new Error(`${name} has mark ${mark} at ${n}, between ${before} and ${after}`);
    } else if (known.marks[at] !== mark) {
      throw new Error(`${name} has mark ${mark} at ${n}, and was seen with ${known.marks[at]}`);
    }
  }

  isThere(n, name) {
    const known = this.#devices.get(name);
    const at = known ? placeOf(known.revisions, n) : -1;
    return at >= 0 && known.there[at];
  }

  /** Whether a device has changed behind one revision, up to another. */
  hasChanged(name, from, to) {
    const { revisions } = this.#devices.get(name);
    return placeOf(revisions, from) !== placeOf(revisions, to);
  }

  /** How many devices there are at a revision. */
  countAt(n) {
    return this.#presentAt[n];
  }
}

/** The place of the last revision that is not behind `n`. */
function placeOf(revisions, n) {
  let at = revisions.length - 1;
  while (at >= 0 && revisions[at] > n) at--;
  return at;
}
