/** Whether a text is JSON, as every JSON reader takes it; the reference reads `.json` files that are not, too. */
export function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
