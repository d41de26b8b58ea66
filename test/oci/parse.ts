import type { ContainerEdits } from "../../src/cdi/spec.ts";
import { applyEdits, type EditedDocument } from "../../src/oci/apply-edits.ts";
import type { DeviceLookup } from "../../src/oci/device-lookup.ts";
import { type OciDocument, parseOciDocument } from "../../src/oci/document.ts";
import { printEdited } from "../../src/oci/print-edited.ts";

/** A host without any device nodes. */
export const emptyHost: DeviceLookup = () => ({ missing: "no such file" });

/** The document of a text that is known to be one. */
export function documentOf(text: string): OciDocument {
  const document = parseOciDocument(text);
  if ("code" in document) throw new Error(document.message);
  return document;
}

/** The edited document of edits that are known to apply. */
export function edited(text: string, edits: ContainerEdits, lookup: DeviceLookup = emptyHost): EditedDocument {
  const result = applyEdits(documentOf(text), edits, lookup);
  if ("faults" in result) throw new Error(result.faults.map(({ message }) => message).join("; "));
  return result;
}

/** The text of a document after edits that are known to apply. */
export function edit(text: string, edits: ContainerEdits, lookup: DeviceLookup = emptyHost): string {
  return printEdited(edited(text, edits, lookup));
}
