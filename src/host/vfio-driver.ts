/** `vfio-pci` itself, and drivers made of it for certain hardware: `mlx5_vfio_pci`, `xe-vfio-pci`, `nvgrace-gpu-vfio-pci`. */
const vfioDriver = /^(?:.+[-_])?vfio[-_]pci$/;

/** Whether a driver leaves the PCI functions that it has to programs, such as virtual machines. */
export function isVfioDriver(name: string | undefined): boolean {
  return name !== undefined && vfioDriver.test(name);
}
