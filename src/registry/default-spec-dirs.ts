/** Where runtimes look for specs where nothing else is configured, in ascending priority. */
export const defaultSpecDirs: readonly string[] = ["/etc/cdi", "/var/run/cdi"];
