import { memberText } from "./member-text.ts";

/** An injected spec as text. */
export interface InjectTextAnswer {
  readonly revision: string;
  readonly spec: string;
}

export interface RevisionGuard {
  /** The service refuses where its registry has another revision. */
  readonly ifRevision?: string | undefined;
}

/**
 * The body of a request around the text of a spec.
 * @throws SyntaxError where the text is not JSON, so that it cannot pass for other members of the body
 */
export function injectBody(spec: string, devices: readonly string[], { ifRevision }: RevisionGuard): string {
  JSON.parse(spec);
  const guard = ifRevision === undefined ? "" : `,"ifRevision":${JSON.stringify(ifRevision)}`;
  return `{"spec":${spec},"devices":${JSON.stringify(devices)}${guard}}`;
}

export interface PreflightOptions {
  /** The text of an OCI spec, as it is before injection. */
  readonly spec?: string | undefined;
  /** The runtime that is to start the container: `podman@5.2`. */
  readonly runtime?: string | undefined;
}

/**
 * The same for a preflight.
 * @throws SyntaxError where the text is not JSON
 */
export function preflightBody(devices: readonly string[], { spec, runtime }: PreflightOptions): string {
  if (spec !== undefined) JSON.parse(spec);
  const document = spec === undefined ? "" : `"spec":${spec},`;
  const started = runtime === undefined ? "" : `,"runtime":${JSON.stringify(runtime)}`;
  return `{${document}"devices":${JSON.stringify(devices)}${started}}`;
}

/**
 * Cuts the spec out of an answer.
 * @throws SyntaxError where there is none
 */
export function injectTextAnswer(answer: string): InjectTextAnswer {
  const { revision, spec: value }: Record<string, unknown> = Object(JSON.parse(answer));
  const spec = memberText(answer, "spec");
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (typeof revision === "string" && isObject && spec !== undefined) return { revision, spec };
  throw new SyntaxError("an answer without a spec");
}
