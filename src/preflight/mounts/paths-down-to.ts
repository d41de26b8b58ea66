/** The directories above an absolute path and the path itself, from the root down: `/`, `/a`, `/a/b`. */
export function* pathsDownTo(path: string): Generator<string> {
  yield "/";
  for (let end = path.indexOf("/", 1); end > 0; end = path.indexOf("/", end + 1)) yield path.slice(0, end);
  if (path.length > 1 && !path.endsWith("/")) yield path;
}
