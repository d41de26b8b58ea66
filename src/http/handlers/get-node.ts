import { hostname, machine, release } from "node:os";
import type { Node } from "../../contract/schemas.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export function getNode(call: Call<"getNode">, state: ServiceState): Answer | Promise<Answer> {
  const { snapshot, version } = state;
  return cachedAnswer(
    call,
    state,
    snapshot,
    (): Node => ({
      revision: snapshot.revision,
      hostname: hostname(),
      kernel: release(),
      architecture: machine(),
      version,
      directories: snapshot.directories.map(({ path, priority, state }) => ({ path, priority, state })),
      counts: {
        devices: snapshot.deviceCount,
        specs: snapshot.index.files.size,
        problems: snapshot.problems().length,
      },
    }),
  );
}
