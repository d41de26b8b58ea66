import type { SpecDetail } from "../../contract/schemas.ts";
import { ApiError } from "../answers/api-error.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import { findByDigest, specSummary } from "../listings/spec-digest.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export async function getSpec(call: Call<"getSpec">, state: ServiceState): Promise<Answer> {
  const { snapshot } = state;
  const { digest } = call.params;
  const { revision } = snapshot;
  const file = await findByDigest(snapshot, digest);
  if (!file) throw new ApiError("not-found", `No spec has the digest ${digest}`, { revision });
  const { spec, problems } = file;
  return cachedAnswer(call, state, snapshot, (): SpecDetail => {
    return { revision, ...specSummary(file), ...(spec ? { spec: { ...spec } } : {}), problems };
  });
}
