import type { RequestListener } from "node:http";
import type { Socket } from "node:net";

/** So many requests may wait on one connection; who sends more has it cut. */
const mostWaiting = 100;

/**
 * Answers the requests of a connection one after the other. Node hands over one that a client sends before it has the
 * answer to the last, but never tells the end of a response that has not had its turn when the connection breaks: what
 * was counted for it would be counted for ever.
 */
export function inTurn(answer: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    if (response.socket) return answer(request, response);
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > mostWaiting) return void socket.destroy();
    waiting.set(socket, count);
    response.once("socket", () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      // Node is about to write what is due already, a "100 Continue", behind which the answer has to come.
      process.nextTick(() => {
        if (!response.destroyed) answer(request, response);
      });
    });
  };
}
