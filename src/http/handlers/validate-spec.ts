import { inspectSpec } from "../../cdi/inspect-spec.ts";
import type { ValidateAnswer } from "../../contract/schemas.ts";
import { isError } from "../../problems.ts";
import type { Answer, Call } from "../requests/call.ts";
import { JsonText } from "../requests/json-body.ts";
import { printAnew } from "./print-anew.ts";

/** So many problems are told of a spec; nobody reads more, and there could be one for each few bytes of the request. */
const mostProblems = 10_000;

/** A spec that comes as JSON is a value, not a text: it is printed anew, so that its spelling is not judged. */
export async function validateSpec({ body: { text, spec } }: Call<"validateSpec">): Promise<Answer> {
  const printed = spec instanceof JsonText ? printAnew(spec.text.slice(spec.span.start, spec.span.end)) : "";
  const { problems } = await inspectSpec(text ?? printed);
  const answer: ValidateAnswer = { valid: !problems.some(isError), problems: problems.slice(0, mostProblems) };
  return { body: JSON.stringify(answer) };
}
