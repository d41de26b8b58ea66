import type { PreflightAnswer } from "../../contract/schemas.ts";
import { detectStyle } from "../../oci/json-style.ts";
import { preflight } from "../../preflight/preflight.ts";
import { parseRuntimeVersion, runtimeNames } from "../../preflight/runtime-version.ts";
import { ApiError } from "../answers/api-error.ts";
import type { Answer, Call } from "../requests/call.ts";
import { JsonText } from "../requests/json-body.ts";
import type { ServiceState } from "../service-state.ts";

/** So many problems are told; nobody reads more. */
const mostProblems = 10_000;

/** The specs are as they were loaded, so what is doubtful about them is for `validate` to say. */
export function preflightDevices({ body }: Call<"preflightDevices">, { snapshot, host }: ServiceState): Answer {
  const { spec, devices, runtime } = body;
  const { devices: looked, problems } = preflight({
    host,
    snapshot,
    names: devices,
    runtime: runtime === undefined ? undefined : runtimeIn(runtime),
    document: spec instanceof JsonText ? documentOf(spec) : undefined,
  });
  const answer: PreflightAnswer = {
    revision: snapshot.revision,
    devices: looked,
    problems: problems.slice(0, mostProblems),
  };
  return { body: JSON.stringify(answer) };
}

function runtimeIn(text: string) {
  const runtime = parseRuntimeVersion(text);
  if (runtime) return runtime;
  throw new ApiError("malformed-request", `runtime: it must be NAME@VERSION with one of ${runtimeNames.join(", ")}`);
}

function documentOf({ text, span }: JsonText) {
  const alone = text.slice(span.start, span.end);
  return { text, root: span, style: detectStyle(alone) };
}
