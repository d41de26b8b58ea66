/** What a text becomes as the name of a device: what CDI does not allow there is `_`, or goes at the ends. */
export function deviceNameOf(text: string): string | undefined {
  const name = text.replace(/[^A-Za-z0-9_.:-]/gu, "_").replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  return name === "" ? undefined : name;
}
