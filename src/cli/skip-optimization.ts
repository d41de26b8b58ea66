/**
 * Keeps V8 from compiling optimized code from here on. A process that ends in some milliseconds has no use for it, and
 * waits for the compiler at each garbage collection and at its end. Loading the way to say so takes a millisecond itself,
 * and work on tens of thousands of lines is faster optimized, so it is for specs of middling size only.
 */
export function skipOptimization(): void {
  process.getBuiltinModule("node:v8").setFlagsFromString("--no-opt");
}
