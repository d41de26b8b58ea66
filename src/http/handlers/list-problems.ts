import type { ProblemList } from "../../contract/schemas.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import { nextPage, pageStart } from "../listings/page.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export function listProblems(call: Call<"listProblems">, state: ServiceState): Answer | Promise<Answer> {
  const { moment, after } = pageStart(state, call.query.continue, "problems");
  const { snapshot } = moment;
  const start = Number(after);
  const end = start + call.query.limit;
  return cachedAnswer(call, state, snapshot, (): ProblemList => {
    const problems = snapshot.problems();
    const page = { revision: snapshot.revision, items: problems.slice(start, end) };
    return end < problems.length ? { ...page, continue: nextPage(state, moment, `${end}`, "problems") } : page;
  });
}
