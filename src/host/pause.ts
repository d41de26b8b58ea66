/** Holds up the whole process for a moment, where a descriptor that does not block is not ready. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
