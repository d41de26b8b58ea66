/** What a setting is called and where it can be given; a row of the table of settings. */
export interface SettingRow {
  /** Its path in the file: `socket.mode` is `mode` under `socket`. */
  readonly key: string;
  /** The environment variable, where it is not named after the key. */
  readonly variable?: string;
  /** The option of the command line, without its dashes. */
  readonly flag?: string;
  /** A line for people. */
  readonly help: string;
  /** What may stand there: the end of "it takes …". */
  readonly allowed: string;
  /** For a setting of any number of values: what is between them in the environment variable. */
  readonly separator?: string;
  /** The option of the command line may hold several values as well, with the separator between them. */
  readonly isFlagSplit?: true;
}

export interface Parsing<T> extends SettingRow {
  /** Undefined for a text that is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

/** A setting of one value. */
export interface Setting<T> extends Parsing<T> {
  readonly fallback: T;
}

/** A setting of any number of values; each source replaces all of a weaker one. */
export interface ListSetting<T> extends Parsing<T> {
  readonly separator: string;
  readonly fallback: readonly T[];
}

/** The environment variable of a setting: `CDI_REGISTRY_SOCKET_MODE` is `socket.mode`. */
export function variableOf({ key, variable }: SettingRow): string {
  return variable ?? `${variablePrefix}${key.toUpperCase().replaceAll(/[.-]/g, "_")}`;
}

export const variablePrefix = "CDI_REGISTRY_";
