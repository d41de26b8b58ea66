import type { HostTree } from "../../host/host-tree.ts";
import { type ApplyFault, applyEdits, type EditedDocument } from "../../oci/apply-edits.ts";
import type { DeviceLookup } from "../../oci/device-lookup.ts";
import { patchOf } from "../../oci/json-patch.ts";
import { detectStyle } from "../../oci/json-style.ts";
import { printEdited } from "../../oci/print-edited.ts";
import { ownersOfNodes } from "../../registry/owners-of-nodes.ts";
import type { ResolvedEdits } from "../../registry/resolve.ts";
import { ApiError } from "../answers/api-error.ts";
import type { Answer, Call } from "../requests/call.ts";
import { JsonText } from "../requests/json-body.ts";
import type { ServiceState } from "../service-state.ts";
import { resolveNames, unresolvable } from "./resolve-names.ts";

const patchType = "application/json-patch+json";

export function injectDevices(call: Call<"injectDevices">, state: ServiceState): Answer {
  const { principal, requestId, body } = call;
  const record = { principal, requestId, devices: body.devices, revision: state.snapshot.revision };
  try {
    const answer = inject(call, state);
    state.log.audit({ ...record, outcome: "done" });
    return answer;
  } catch (error) {
    state.log.audit({ ...record, outcome: error instanceof ApiError ? error.code : "internal-error" });
    throw error;
  }
}

function inject({ body, accepted }: Call<"injectDevices">, { snapshot, host }: ServiceState): Answer {
  const { revision } = snapshot;
  const { spec, devices, ifRevision } = body;
  if (ifRevision !== undefined && ifRevision !== revision) {
    throw new ApiError("revision-mismatch", `The registry is at revision ${revision}, not ${ifRevision}`, { revision });
  }
  if (!(spec instanceof JsonText)) throw new ApiError("malformed-request", "spec: it must be an object");
  const resolved = resolveNames(devices, snapshot);
  const before = lastAnswers.get(spec);
  if (before?.resolved === resolved && before.accepted === accepted) return before.answer;
  const { edited, isOfHost } = apply(spec, resolved, revision, host);
  const answer = accepted === patchType ? patchAnswer(edited, revision) : specAnswer(edited, revision);
  if (!isOfHost && answer.body.length <= longestKept) lastAnswers.set(spec, { resolved, accepted, answer });
  return answer;
}

/**
 * What was last answered for a spec. The same devices go into the same spec again and again where containers are made of
 * one template; only what had to be looked up on the host is looked up each time.
 */
const lastAnswers = new WeakMap<JsonText, { resolved: ResolvedEdits; accepted: string; answer: Text }>();
const longestKept = 262_144;

type Text = Extract<Answer, { readonly body: string | Buffer }>;

function patchAnswer(edited: EditedDocument, revision: string): Text {
  return { body: patchOf(edited), type: patchType, headers: { "cdi-revision": revision } };
}

/** The edited spec is cut out of the request's body, which is where its spans are. */
function specAnswer(edited: EditedDocument, revision: string): Text {
  const { text, root } = edited.document;
  const spec = printEdited(edited).slice(root.start, root.end - text.length || undefined);
  return { body: Buffer.from(`{"revision":${JSON.stringify(revision)},"spec":${spec}}`) };
}

/** The style of a document shows within its first member. */
const longestStart = 4096;

/** Applies edits to a spec, and tells whether they depend on what the host has now. */
function apply({ text, span }: JsonText, { edits, definitions }: ResolvedEdits, revision: string, host: HostTree) {
  let isOfHost = false;
  const lookUp: DeviceLookup = (path) => {
    isOfHost = true;
    return host.deviceNode(path);
  };
  const document = { text, root: span, style: detectStyle(text.slice(span.start, span.start + longestStart)) };
  const edited = applyEdits(document, edits, lookUp);
  if ("document" in edited) return { edited, isOfHost };
  throw faultOf(edited.faults, definitions, revision);
}

/** A document that cannot take the edits is the request's fault; a node's is put on the devices that bring it. */
function faultOf(faults: readonly ApplyFault[], definitions: ResolvedEdits["definitions"], revision: string): ApiError {
  const owners = ownersOfNodes(definitions);
  const devices = faults.flatMap((fault) => {
    if (fault.code === "invalid-oci-document") return [];
    const { code: reason, message, node } = fault;
    return (owners.get(node) ?? []).map(({ name }) => ({ name, reason, message, nearest: [] }));
  });
  if (devices.length > 0) return unresolvable(devices, revision);
  return new ApiError("invalid-oci-document", faults[0]?.message ?? "", { revision });
}
