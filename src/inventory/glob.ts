/** Whether the whole of a text fits a pattern: `*` is any run of characters, `?` any one, all others are themselves. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, next, star, taken] = [0, 0, -1, 0];
  while (at < text.length) {
    const character = pattern[next];
    if (character === "*") {
      star = next++;
      taken = at;
    } else if (character === "?" || character === text[at]) {
      at++;
      next++;
    } else if (star >= 0) {
      at = ++taken;
      next = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(next));
}
