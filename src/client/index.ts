/**
 * The client of a registry's service: `import { CdiClient } from "cdi-registry/client"`. docs/library.md has an example.
 */

export type * from "../contract/schemas.ts";
export { CdiClient, type ClientOptions } from "./cdi-client.ts";
export type { TlsCredentials } from "./connection.ts";
export { ConnectionError, type ConnectionFault } from "./connection-error.ts";
export type { Whole } from "./pages.ts";
export type { DeviceFilters, DeviceQuery, PageQuery } from "./queries.ts";
export { ServiceError } from "./service-error.ts";
export type { InjectTextAnswer, PreflightOptions, RevisionGuard } from "./spec-text.ts";
export type { WatchOptions } from "./watch.ts";
export type { BookmarkEvent, DeviceEvent, ResyncEvent, WatchEvent } from "./watch-event.ts";
