import type { Result } from "./command.ts";

/** A document as the result: in a file where one is named, else on standard output, the same in every format. */
export async function deliver(document: string, file: string | undefined): Promise<Result> {
  if (file === undefined) return { status: 0, text: document, verbatim: true };
  const { replaceFile } = await import("../registry/replace-file.ts");
  const failure = replaceFile(file, document);
  return failure ? { status: 1, problems: [failure] } : { status: 0 };
}
