import { connect } from "node:net";

/**
 * Sends one request again and again over some connections for a time, each as soon as the answer to the one before is
 * there; requests a second. Of several bodies, each request has the next. Reads of an answer only how long it is and its
 * status, which must be the expected one.
 */
export async function requestsPerSecond(
  socketPath,
  head,
  { body = "", bodies = [body], status = 200, seconds = 1, connections = 8, onLatency } = {},
) {
  const requests = bodies.map((text) => {
    const length = text === "" ? "" : `Content-Length: ${Buffer.byteLength(text)}\r\n`;
    return Buffer.from(`${head}\r\nHost: l\r\n${length}\r\n${text}`);
  });
  let sent = 0;
  const nextRequest = () => requests[sent++ % requests.length];
  let done = 0;
  let stopped = false;
  const begun = performance.now();
  setTimeout(() => {
    stopped = true;
  }, seconds * 1000);
  await Promise.all(
    Array.from({ length: connections }, () =>
      repeat(socketPath, nextRequest, status, onLatency, () => {
        done++;
        return stopped;
      }),
    ),
  );
  return (done / (performance.now() - begun)) * 1000;
}

function repeat(socketPath, nextRequest, status, onLatency, isOver) {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    const socket = connect(socketPath, () => send());
    const send = () => {
      sentAt = performance.now();
      socket.write(nextRequest());
    };
    let pending = "";
    let left = 0;
    const next = () => {
      onLatency?.(performance.now() - sentAt);
      if (isOver()) {
        socket.destroy();
        resolve();
      } else {
        send();
      }
    };
    socket.setEncoding("latin1");
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      if (left > 0) {
        left -= chunk.length;
        if (left === 0) next();
        return;
      }
      pending += chunk;
      const end = pending.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!pending.startsWith(`HTTP/1.1 ${status} `)) reject(new Error(`not ${status}: ${pending.slice(0, 300)}`));
      const length = /content-length: (\d+)/i.exec(pending);
      left = (length ? Number(length[1]) : 0) - (pending.length - end - 4);
      pending = "";
      if (left === 0) next();
    });
  });
}
