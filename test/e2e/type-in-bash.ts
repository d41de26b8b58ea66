import { spawn } from "node:child_process";

/**
 * Types a line into an interactive bash on a terminal, with TAB for each tab in it; the words that bash then has. `setup`
 * is run first.
 */
export async function typeInBash(
  setup: string,
  line: string,
  env: Readonly<Record<string, string>>,
): Promise<string[]> {
  const shell = spawn("script", ["--quiet", "--return", "--command", "bash --norc --noprofile -i", "/dev/null"], {
    env: { ...env, TERM: "dumb", PS1: "" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let screen = "";
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
  });
  const shows = async (mark: RegExp): Promise<void> => {
    while (!mark.test(screen)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  try {
    // The mark is not in what is typed, which the terminal shows as well.
    shell.stdin.write(`${setup}; PS1=; printf '%s%s\\n' rea dy\n`);
    await shows(/ready/);
    shell.stdin.write(`${line}\x01printf '<%s>\\n' \x05; printf '%s%s\\n' do ne\n`);
    await shows(/^done/m);
  } finally {
    shell.kill("SIGKILL");
  }
  return [...screen.matchAll(/^<(.*)>\r?$/gm)].map(([, word = ""]) => word);
}
