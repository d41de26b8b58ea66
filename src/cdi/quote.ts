/** A value in an error message: quoted, control characters escaped, long ones cut. */
export function quote(text: string): string {
  return escapeControls(JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text));
}

/** Text with an escape for each character that a terminal obeys, that ends a line or that turns the direction of text. */
export function escapeControls(text: string): string {
  return text.search(controls) < 0 ? text : text.replace(new RegExp(controls, "g"), codeOf);
}

const controls = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
