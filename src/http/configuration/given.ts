/** What one source gives for one setting. */
export interface Given {
  readonly key: string;
  /** Where it stands, for people: `/etc/cdi-registry.yaml:12`, `CDI_REGISTRY_LOG_LEVEL` or `--listen`. */
  readonly source: string;
  readonly texts: readonly string[];
}

export interface Gathered {
  readonly given: readonly Given[];
  readonly mistakes: readonly string[];
}
