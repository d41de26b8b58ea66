/**
 * Which of the media types that there are a client is to get, by its `Accept`: the one it likes best, the first of those
 * it likes as well; undefined where it takes none. Source of the rules: RFC 9110, 12.5.1.
 */
export function acceptedType(accept: string | undefined, types: readonly string[]): string | undefined {
  const [first] = types;
  if (accept === undefined || accept.trim() === "" || accept === "*/*" || accept === first) return first;
  const ranges = accept.split(",").map(readRange);
  let best: string | undefined;
  let liking = 0;
  for (const type of types) {
    const quality = qualityOf(type, ranges);
    if (quality > liking) [best, liking] = [type, quality];
  }
  return best;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most exact range that a type is in counts, not the one that likes it best. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [family] = type.split("/", 1);
  for (const candidate of [type, `${family}/*`, "*/*"]) {
    const range = ranges.find((range) => range.type === candidate);
    if (range) return range.quality;
  }
  return 0;
}
