import { afterEach } from "vitest";
import { Registry } from "../../src/registry/registry.ts";
import { specText } from "./directories.ts";
import { until } from "./until.ts";

const opened: Registry[] = [];

afterEach(async () => {
  for (const registry of opened.splice(0)) await registry.close();
});

/** A registry that is closed after the test. */
export async function openRegistry(...dirs: string[]): Promise<Registry> {
  const registry = await Registry.open({ dirs });
  opened.push(registry);
  return registry;
}

export function namesIn(registry: Registry): string[] {
  return Array.from(registry.snapshot.devices(), ({ name }) => name);
}

/** Waits until exactly these devices resolve. */
export async function untilDevices(registry: Registry, ...expected: string[]): Promise<void> {
  await until(() => JSON.stringify(namesIn(registry)) === JSON.stringify(expected));
}

export const gpu = (...devices: string[]): string => specText("vendor.com/gpu", devices);
export const nic = (...devices: string[]): string => specText("vendor.com/nic", devices);
