import type { HealthStatus } from "../contract/schemas.ts";

/** Which devices; each narrows them down. */
export interface DeviceFilters {
  readonly vendor?: string | undefined;
  readonly class?: string | undefined;
  readonly kind?: string | undefined;
  /** A pattern for qualified names, such as `nvidia.com/gpu=*`. */
  readonly name?: string | undefined;
  /** Terms such as `memory>=40Gi`, all of which must hold. */
  readonly attr?: readonly string[] | undefined;
  readonly health?: readonly HealthStatus[] | undefined;
}

export interface PageQuery {
  /** At most 1000. */
  readonly limit?: number | undefined;
  readonly continue?: string | undefined;
}

export interface DeviceQuery extends DeviceFilters, PageQuery {
  /** Waits until the registry has another revision than this. */
  readonly since?: string | undefined;
  /** How long to wait at most, in milliseconds. */
  readonly wait?: number | undefined;
}

type Values = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export function withQuery(path: string, values: Values): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** @throws TypeError where the name is not VENDOR/CLASS=NAME */
export function devicePath(name: string): string {
  const parts = /^([^/=]+)\/([^/=]+)=(.+)$/s.exec(name)?.slice(1);
  if (!parts) throw new TypeError(`Cannot ask for ${JSON.stringify(name)}: it is not VENDOR/CLASS=NAME`);
  return `/v1/devices/${parts.map(encodeURIComponent).join("/")}`;
}
