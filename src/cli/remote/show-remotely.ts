import type { CdiClient } from "../../client/cdi-client.ts";
import type { DeviceDetail, ResolveAnswer } from "../../contract/schemas.ts";
import type { CommandContext, Result } from "../command.ts";
import { ServiceFailure } from "../service-failure.ts";

export async function showRemotely({ positionals }: CommandContext, client: CdiClient): Promise<Result> {
  const { answer, details } = await ofOneRevision(positionals, client);
  const data = { devices: details.map(provenance), containerEdits: answer.containerEdits };
  const { stringify } = await import("yaml");
  return { status: 0, data, text: stringify(data, { aliasDuplicateObjects: false }) };
}

interface Shown {
  readonly answer: ResolveAnswer;
  readonly details: readonly DeviceDetail[];
}

const [mostAttempts, atOnce] = [5, 16];

/** The edits and where they come from are asked for one after the other, so a change in between would mix two states. */
async function ofOneRevision(names: readonly string[], client: CdiClient): Promise<Shown> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const answer = await client.resolve(names);
    const details = await detailsOf([...new Set(answer.devices)], client);
    if (details.every(({ revision }) => revision === answer.revision)) return { answer, details };
  }
  throw new ServiceFailure("the registry changes faster than it can be read; try again");
}

async function detailsOf(names: readonly string[], client: CdiClient): Promise<readonly DeviceDetail[]> {
  const details: DeviceDetail[] = [];
  for (let at = 0; at < names.length; at += atOnce) {
    const some = names.slice(at, at + atOnce).map((name) => client.getDevice(name));
    details.push(...(await Promise.all(some)));
  }
  return details;
}

function provenance({ name, spec, annotations, shadowed }: DeviceDetail): unknown {
  return {
    name,
    spec: { path: spec.path, priority: spec.priority, cdiVersion: spec.cdiVersion },
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    ...(shadowed.length > 0 ? { shadowed: shadowed.map(({ path, priority }) => ({ path, priority })) } : {}),
  };
}
