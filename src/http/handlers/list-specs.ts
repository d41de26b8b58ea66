import type { SpecList } from "../../contract/schemas.ts";
import { Turns } from "../../registry/turns.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import { nextPage, pageStart } from "../listings/page.ts";
import { specSummary } from "../listings/spec-digest.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export function listSpecs(call: Call<"listSpecs">, state: ServiceState): Answer | Promise<Answer> {
  const { moment, after } = pageStart(state, call.query.continue, "specs");
  const { snapshot } = moment;
  const { limit } = call.query;
  return cachedAnswer(call, state, snapshot, async (): Promise<SpecList> => {
    const items = [];
    const turns = new Turns();
    let last = after;
    for (const [key, file] of snapshot.index.files.entries(after)) {
      if (key === after) continue;
      if (turns.isOver) await turns.next();
      if (items.length === limit)
        return { revision: snapshot.revision, items, continue: nextPage(state, moment, last, "specs") };
      items.push(specSummary(file));
      last = key;
    }
    return { revision: snapshot.revision, items };
  });
}
