const white = /[\t\n\v\f\r ]+/g;

/** Which part of a USB device's name a text is; udev takes less of the first two. */
const limits = { vendor: 63, model: 63, serial: 511 } as const;

/**
 * A text of a USB device as udev puts it into a name: at most so many bytes, one `_` for each run of white space inside
 * and for each other character that is not allowed there. Valid UTF-8 stays.
 */
export function udevEncode(text: string, part: keyof typeof limits): string {
  const bytes = Buffer.from(text.replace(/\n$/, "")).subarray(0, limits[part]);
  const words = bytes
    .toString("utf8")
    .replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g, "")
    .replace(white, "_");
  return words.replace(/[^0-9A-Za-z#+\-.:=@_\u0080-\u{10ffff}]|\ufffd/gu, "_");
}
