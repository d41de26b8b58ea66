const [root, nobody] = [0, 65534];

/** Runs a test as one who is not root, whoever runs the tests: root may read and write everything. */
export async function asOrdinaryUser(run: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== root) return run();
  process.setegid?.(nobody);
  process.seteuid?.(nobody);
  try {
    await run();
  } finally {
    process.seteuid?.(root);
    process.setegid?.(root);
  }
}
