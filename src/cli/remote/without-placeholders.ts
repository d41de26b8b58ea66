import { applyEdits, type EditedDocument } from "../../oci/apply-edits.ts";
import { parseOciDocument } from "../../oci/document.ts";
import { ServiceFailure } from "../service-failure.ts";

/**
 * Takes the entries out of a document's `linux.devices` that stand for devices; a service does not know of them.
 * @throws ServiceFailure where the text, which comes from a service, is no OCI document
 */
export function withoutPlaceholders(text: string, placeholders: ReadonlySet<string> = new Set()): EditedDocument {
  const document = parseOciDocument(text);
  if ("code" in document) throw new ServiceFailure(`what the service made is no OCI spec: ${document.message}`);
  const edited = applyEdits(document, {}, () => ({ missing: "not looked up" }), placeholders);
  if ("document" in edited) return edited;
  throw new ServiceFailure(edited.faults.map(({ message }) => message).join("; "));
}
