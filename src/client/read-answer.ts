import type { IncomingMessage } from "node:http";
import { ConnectionError } from "./connection-error.ts";
import { failedCall } from "./failed-call.ts";
import type { ServerAddress } from "./server-address.ts";
import { parseErrorDocument, ServiceError } from "./service-error.ts";

/** The largest answer that is taken in, in bytes; an injected spec is the largest that there is. */
export const answerLimit = 64 * 1024 * 1024;

/**
 * The text of an answer that grants what was asked for, in a media type that was asked for.
 * @throws ServiceError where the service refuses, ConnectionError where the answer is not the service's
 */
export async function readAnswer(
  answer: IncomingMessage,
  address: ServerAddress,
  type = "application/json",
  limit = answerLimit,
): Promise<string> {
  const text = await readText(answer, address, limit);
  const { statusCode: status = 0 } = answer;
  const given = answer.headers["content-type"] ?? "";
  if (status === 200 && given.startsWith(type)) return text;
  const problem = given.startsWith("application/problem+json") ? parseErrorDocument(text) : undefined;
  if (problem) throw new ServiceError(problem);
  const what = `status ${status}${given === "" ? "" : `, ${given.slice(0, 80)}`}`;
  throw new ConnectionError(address.text, "not-the-service", `what answers is no CDI registry (${what})`);
}

async function readText(answer: IncomingMessage, address: ServerAddress, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size > limit) throw new ConnectionError(address.text, "too-large", tooLarge(limit));
      chunks.push(bytes);
    }
  } catch (error) {
    throw failedCall(address, error);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(limit: number): string {
  return `its answer is larger than ${limit / 1024 / 1024} MiB`;
}
