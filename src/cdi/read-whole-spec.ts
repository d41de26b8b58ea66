import { isError, type Problem, problem, problemCatalogue } from "../problems.ts";
import { decodeSpec } from "./decode-spec.ts";
import { doubtRules } from "./rules/doubt-rules.ts";
import { referenceRules } from "./rules/reference-rules.ts";
import { walkSpec } from "./rules/walk.ts";
import type { SpecReading } from "./spec-reading.ts";
import { placesIn } from "./text/line-and-column.ts";
import { parseTree } from "./text/parse-tree.ts";
import { isStrictJson } from "./text/strict-json.ts";
import type { TextIssue } from "./text/text-issue.ts";
import { locate } from "./text/tree.ts";

const notJson: TextIssue = {
  code: "not-json",
  message: "The file is called .json and is not JSON; Go runtimes read it as YAML, other programs may not",
  offset: 0,
};

/** Where a part could not be decoded, the rules would complain of its absence. */
function isErrorIssue({ code }: TextIssue): boolean {
  return problemCatalogue[code].severity === "error";
}

/** Reads a spec through the full YAML reader, with every error and every doubt in the order of the text. */
export function readWholeSpec(text: string, path?: string): SpecReading {
  const placeOf = placesIn(text);
  const parsed = parseTree(text);
  if ("fault" in parsed) return { spec: undefined, problems: [place(parsed.fault)] };
  const { tree, ignored } = parsed;
  const { spec, issues } = decodeSpec(tree);
  const flaws =
    spec && !issues.some(isErrorIssue) ? [...walkSpec(spec, referenceRules), ...walkSpec(spec, doubtRules)] : [];
  const found: TextIssue[] = [
    ...issues,
    ...flaws.map(({ code, message, at }) => ({ code, message, offset: locate(tree, at) })),
  ];
  if (ignored) found.push(ignored);
  if (path?.endsWith(".json") && !isStrictJson(text)) found.push(notJson);
  const problems = found.sort((a, b) => a.offset - b.offset).map(place);
  return { spec: problems.some(isError) ? undefined : spec, problems };

  function place({ code, message, offset }: TextIssue): Problem {
    return problem(code, message, { ...(path === undefined ? {} : { path }), ...placeOf(offset) });
  }
}
