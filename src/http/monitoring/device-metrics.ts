import { attributeOf } from "../../inventory/attribute.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import { Turns } from "../../registry/turns.ts";

/** What gauges are read off. */
export interface ObservedState {
  readonly isReady: boolean;
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
  readonly watchers: { readonly clients: number };
}

type KindCounts = readonly (readonly [{ kind: string; health: string }, number])[];

const counted = new WeakMap<Snapshot, KindCounts>();

/** How many devices of each kind are in which state; counted once a revision. */
export async function kindMetrics(snapshot: Snapshot, inventory: Inventory): Promise<KindCounts> {
  const known = counted.get(snapshot);
  if (known) return known;
  const view = inventory.asOfNow();
  const counts = new Map<string, number>();
  const turns = new Turns();
  for (const device of snapshot.devices()) {
    if (turns.isOver) await turns.next();
    const key = `${device.kind} ${view.stateOf(device).health.status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const rows = Array.from(counts, ([key, count]) => {
    const [kind = "", health = ""] = key.split(" ");
    return [{ kind, health }, count] as const;
  });
  counted.set(snapshot, rows);
  return rows;
}

/** So many devices get a series of their own; monitoring systems do not take any number of series. */
const mostDevices = 10_000;

/** A series for each device: 1 where it is healthy. Labels are those by which dcgm-exporter's series can be joined. */
export async function deviceMetrics(state: ObservedState): Promise<string> {
  if (!state.isReady) return "";
  const view = state.inventory.asOfNow();
  const turns = new Turns();
  const lines = [
    "# HELP cdi_registry_device_healthy 1 where a device is healthy",
    "# TYPE cdi_registry_device_healthy gauge",
  ];
  for (const device of state.snapshot.devices()) {
    if (turns.isOver) await turns.next();
    if (lines.length >= mostDevices + 2) break;
    const { health, attributes } = view.stateOf(device);
    const labels = {
      device: device.name,
      UUID: attributeOf(attributes, "uuid")?.value,
      pci_bus_id: attributeOf(attributes, "pciBusId")?.value,
    };
    const text = Object.entries(labels).flatMap(([name, value]) =>
      value === undefined ? [] : `${name}="${escaped(`${value}`)}"`,
    );
    lines.push(`cdi_registry_device_healthy{${text.join(",")}} ${health.status === "healthy" ? 1 : 0}`);
  }
  return `${lines.join("\n")}\n`;
}

function escaped(value: string): string {
  return value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n");
}
