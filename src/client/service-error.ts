import type { DeviceFault, ErrorCode, Error as ErrorDocument } from "../contract/schemas.ts";

/** The service answers that it cannot do what was asked. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  /** The whole answer. */
  readonly problem: ErrorDocument;

  constructor(problem: ErrorDocument) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }

  /** The status of the HTTP answer. */
  get status(): number {
    return this.problem.status;
  }

  /** What is wrong with each device that was asked for and cannot be had. */
  get devices(): readonly DeviceFault[] {
    return this.problem.devices ?? [];
  }
}

/** The document of an error answer; undefined where a text is none. A code that is not known yet is let pass. */
export function parseErrorDocument(text: string): ErrorDocument | undefined {
  let document: Partial<ErrorDocument> | null;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document?.code !== "string" || typeof document.status !== "number") return undefined;
  const { code, status, title } = document;
  return { ...document, type: "about:blank", title: typeof title === "string" ? title : code, status, code };
}
