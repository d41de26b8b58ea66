import type { Device, DeviceDetail, SpecPlace } from "../../contract/schemas.ts";
import type { InventoryView } from "../../inventory/inventory.ts";
import type { DefinedDevice } from "../../registry/defined-device.ts";
import type { Snapshot } from "../../registry/snapshot.ts";

/** A device as listings show it. */
export function deviceItem(device: DefinedDevice, inventory: InventoryView): Device {
  const { attributes, health } = inventory.stateOf(device);
  return {
    name: device.name,
    kind: device.kind,
    vendor: device.vendor,
    class: device.class,
    device: device.device,
    spec: specPlace(device),
    annotations: device.definition.annotations ?? {},
    attributes,
    health,
  };
}

/** A device by itself; its edits only where the client may see them. */
export function deviceDetail(
  device: DefinedDevice,
  snapshot: Snapshot,
  inventory: InventoryView,
  withEdits: boolean,
): DeviceDetail {
  const item = deviceItem(device, inventory);
  const shadowed = snapshot.shadowedBy(device.name).map(specPlace);
  if (!withEdits) return { revision: snapshot.revision, ...item, shadowed };
  const spec = { ...item.spec, containerEdits: device.spec.containerEdits ?? {} };
  const { containerEdits } = device.definition;
  return { revision: snapshot.revision, ...item, spec, containerEdits, shadowed };
}

function specPlace({ path, priority, spec }: DefinedDevice): SpecPlace {
  return { path, priority, cdiVersion: spec.cdiVersion };
}
