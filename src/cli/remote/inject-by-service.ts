import type { CdiClient } from "../../client/cdi-client.ts";
import { ServiceError } from "../../client/service-error.ts";
import { patchOf } from "../../oci/json-patch.ts";
import { printEdited } from "../../oci/print-edited.ts";
import type { Injected, Injection, Injector } from "../inject-into.ts";
import { injectionProblems } from "./injection-problems.ts";
import { splicesBetween } from "./splices-between.ts";
import { withoutPlaceholders } from "./without-placeholders.ts";

/** Injects what a service says. Only the text of the document goes there and comes back, so nothing of it is lost. */
export function injectByService(client: CdiClient): Injector {
  return async (injection) => {
    try {
      return await inject(injection, client);
    } catch (error) {
      const problems = error instanceof ServiceError ? await injectionProblems(error, injection, client) : [];
      if (problems.length === 0) throw error;
      return { problems };
    }
  };
}

async function inject({ input, devices, placeholders, form }: Injection, client: CdiClient): Promise<Injected> {
  const { text, root } = input.document;
  if (form === "patch") {
    const cleaned = withoutPlaceholders(text, placeholders);
    const patch = devices.length === 0 ? "[]" : await client.injectPatch(printEdited(cleaned), devices);
    return { text: joinLists(patchOf(cleaned), patch) };
  }
  // White space around the document is the file's, not the service's.
  const spec = text.slice(root.start, root.end);
  const injected = devices.length === 0 ? spec : (await client.injectText(spec, devices)).spec;
  const whole = text.slice(0, root.start) + injected + text.slice(root.end);
  const result = printEdited(withoutPlaceholders(whole, placeholders));
  return form === "diff" ? { splices: splicesBetween(input.document, result) } : { text: result };
}

/** One list of the items of two, all in JSON text. */
function joinLists(first: string, second: string): string {
  const items = [first, second].map((list) => list.trim().slice(1, -1)).filter((text) => text.trim() !== "");
  return `[${items.join(",")}]`;
}
