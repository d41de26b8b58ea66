import { connect } from "node:net";
import { errorCode } from "../../host/system-error.ts";
import { ListenError } from "./listen-error.ts";

/**
 * Whether a server listens on a socket file. One that is too busy to answer is alive as well; only a refusal says that
 * nobody is there.
 * @throws ListenError where it cannot be told
 */
export function probeSocket(path: string): Promise<"live" | "dead" | "gone"> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.once("connect", () => {
      socket.destroy();
      resolve("live");
    });
    socket.once("error", (error) => {
      const answer = answers[errorCode(error) ?? ""];
      if (answer) resolve(answer);
      else
        reject(
          new ListenError(`unix:${path}`, "a socket is there, and whether a server answers cannot be told", error),
        );
    });
  });
}

const answers: Readonly<Record<string, "live" | "dead" | "gone">> = {
  ECONNREFUSED: "dead",
  ENOENT: "gone",
  EAGAIN: "live",
};
