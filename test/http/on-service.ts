import { temporaryDirectory, writeOldFiles } from "../registry/directories.ts";
import { until } from "../registry/until.ts";
import { ask, type Question, type Reply } from "./ask.ts";
import { type StartOptions, startService } from "./start-service.ts";

export interface Told<Body> extends Reply {
  readonly body: Body;
}

export interface OnService {
  /** The spec directory. */
  readonly dir: string;
  readonly socketPath: string;
  readonly logged: readonly string[];
  /** Asks a path; with a body where it is to be posted. The answer is JSON. */
  readonly tell: <Body>(path: string, question?: Question) => Promise<Told<Body>>;
  readonly revision: () => Promise<string>;
  /** Writes files into the spec directory, and waits until the service has another revision. */
  readonly change: (files: Readonly<Record<string, string>>) => Promise<void>;
}

/** A service over one directory with these files, stopped after the test. */
export async function onService(
  files: Readonly<Record<string, string>> = {},
  options: Omit<StartOptions, "dirs"> = {},
): Promise<OnService> {
  const dir = temporaryDirectory();
  writeOldFiles(dir, files);
  const { socketPath, logged } = await startService({ dirs: [dir], ...options });
  const tell = async <Body>(path: string, question?: Question): Promise<Told<Body>> => {
    const reply = await ask(socketPath, path, question);
    const body: Body = reply.text === "" ? undefined : JSON.parse(reply.text);
    return { ...reply, body };
  };
  const revision = async (): Promise<string> => (await tell<{ revision: string }>("/v1/node")).body.revision;
  const change = async (changed: Readonly<Record<string, string>>): Promise<void> => {
    const before = await revision();
    writeOldFiles(dir, changed);
    await until(async () => (await revision()) !== before);
  };
  return { dir, socketPath, logged, tell, revision, change };
}

export interface DeviceParts {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly edits?: object;
}

/** The text of a spec. A device without edits sets a variable. */
export function spec(
  kind: string,
  devices: Readonly<Record<string, DeviceParts>>,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const list = Object.entries(devices).map(([name, { annotations, edits = { env: [`D=${name}`] } }]) => ({
    name,
    ...(annotations && { annotations }),
    containerEdits: edits,
  }));
  return JSON.stringify({ cdiVersion: "0.7.0", kind, devices: list, ...more });
}
