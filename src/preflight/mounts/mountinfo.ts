/** A mount of a running machine: a line of `/proc/PID/mountinfo`. */
export interface HostMount {
  readonly id: number;
  readonly parent: number;
  /** The part of its file system that is mounted. */
  readonly root: string;
  readonly point: string;
  /** Those of the mount itself, such as `ro` and `noexec`. */
  readonly options: ReadonlySet<string>;
  /** Whether what is mounted below it comes to its peers, and the other way round. */
  readonly isShared: boolean;
  /** Whether what is mounted below its master comes to it. */
  readonly isSlave: boolean;
  readonly type: string;
  /** Those of its file system, which hold for all mounts of it. */
  readonly fileSystemOptions: ReadonlySet<string>;
}

/** The mounts in a text of that form, in order; what is no such line counts for nothing. */
export function parseMountinfo(text: string): HostMount[] {
  return text.split("\n").flatMap(mountIn);
}

/** So many fields come first; then optional ones, until a field that is a hyphen. */
const fixedFields = 6;

function mountIn(line: string): HostMount[] {
  const fields = line.split(" ");
  const [id, parent, , root, point, options] = fields;
  const hyphen = fields.indexOf("-", fixedFields);
  const [type, , fileSystemOptions] = fields.slice(hyphen + 1);
  if (hyphen < 0 || !isNumber(id) || !isNumber(parent) || root === undefined || !point?.startsWith("/")) return [];
  const optional = fields.slice(fixedFields, hyphen);
  const mount = {
    id: Number(id),
    parent: Number(parent),
    root: unescaped(root),
    point: unescaped(point),
    options: new Set(options?.split(",")),
    isShared: optional.some((field) => field.startsWith("shared:")),
    isSlave: optional.some((field) => field.startsWith("master:")),
    type: unescaped(type ?? ""),
    fileSystemOptions: new Set(fileSystemOptions?.split(",")),
  };
  return [mount];
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,10}$/.test(text);
}

/** The kernel writes a byte that would end a field as a backslash and three octal digits. */
function unescaped(field: string): string {
  return field.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
