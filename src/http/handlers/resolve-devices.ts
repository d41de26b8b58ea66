import type { ResolveAnswer } from "../../contract/schemas.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";
import { resolveNames } from "./resolve-names.ts";

export function resolveDevices({ body }: Call<"resolveDevices">, { snapshot }: ServiceState): Answer {
  const { devices, edits } = resolveNames(body.devices, snapshot);
  const answer: ResolveAnswer = { revision: snapshot.revision, devices, containerEdits: edits };
  return { body: JSON.stringify(answer) };
}
