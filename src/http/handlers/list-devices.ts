import type { Device, DeviceList } from "../../contract/schemas.ts";
import { Turns } from "../../registry/turns.ts";
import { cachedAnswer } from "../answers/cached-answer.ts";
import { waitForChange } from "../changes/wait-for-change.ts";
import { DeviceFilter } from "../listings/device-filter.ts";
import { deviceItem } from "../listings/device-item.ts";
import { listingName } from "../listings/listing-name.ts";
import { nextPage, type PageStart, pageStart } from "../listings/page.ts";
import type { Answer, Call } from "../requests/call.ts";
import type { ServiceState } from "../service-state.ts";

export async function listDevices(call: Call<"listDevices">, state: ServiceState): Promise<Answer> {
  const { query } = call;
  const name = listingName("devices", query);
  let asked = read(query, state, name);
  if (query.since !== undefined || query.wait !== undefined) {
    await waitForChange(query, state, call.gone);
    asked = read(query, state, name);
  }
  const { start, filter } = asked;
  return cachedAnswer(call, state, start.moment.snapshot, () => page(state, filter, start, query.limit, name));
}

/** @throws ApiError for what is malformed */
function read(query: Call<"listDevices">["query"], state: ServiceState, name: string) {
  const start = pageStart(state, query.continue, name);
  return { start, filter: new DeviceFilter(query, start.moment.view) };
}

async function page(
  state: ServiceState,
  filter: DeviceFilter,
  { moment, after }: PageStart,
  limit: number,
  name: string,
): Promise<DeviceList> {
  const { snapshot, view } = moment;
  const { revision } = snapshot;
  const items: Device[] = [];
  const turns = new Turns();
  for (const device of snapshot.devices(after > filter.prefix ? after : filter.prefix)) {
    if (!device.name.startsWith(filter.prefix)) break;
    if (device.name === after) continue;
    if (turns.isOver) await turns.next();
    if (!filter.matches(device)) continue;
    const last = items.at(-1);
    if (items.length === limit && last) return { revision, items, continue: nextPage(state, moment, last.name, name) };
    items.push(deviceItem(device, view));
  }
  const warnings = after === "" ? filter.unseenAttributes().map((key) => `No device has the attribute ${key}`) : [];
  return { revision, items, ...(warnings.length === 0 ? {} : { warnings }) };
}
