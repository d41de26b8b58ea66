import { errorText } from "../../host/system-error.ts";
import type { Gathered } from "./given.ts";

/** What a configuration file gives. The YAML library is loaded only where there is a file. */
export async function gatherFile(path: string, readFile: (path: string) => string): Promise<Gathered> {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    return { given: [], mistakes: [`Cannot read configuration file ${path}: ${errorText(error)}`] };
  }
  const { gatherYaml } = await import("./gather-yaml.ts");
  return gatherYaml(text, path);
}
