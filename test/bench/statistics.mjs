export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The median ratio of two pieces of work done in turn, after some turns that do not count. */
export async function pairedRatio(a, b, { turns, warmup = 2 }) {
  const ratios = [];
  for (let turn = -warmup; turn < turns; turn++) {
    const first = await time(a);
    const second = await time(b);
    if (turn >= 0) ratios.push(first / second);
  }
  return median(ratios);
}

/** Milliseconds that a piece of work takes. */
export async function time(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
