import { didYouMean } from "./did-you-mean.ts";
import type { Gathered } from "./given.ts";
import { variableOf, variablePrefix } from "./setting.ts";
import { settingRows } from "./settings.ts";

/** What the environment gives. An empty variable gives nothing, as if it were not there. */
export function gatherEnvironment(env: Readonly<Record<string, string | undefined>>): Gathered {
  const given = settingRows.flatMap((row) => {
    const source = variableOf(row);
    const text = env[source] ?? "";
    const texts = row.separator === undefined ? [text] : text.split(row.separator).map((part) => part.trim());
    const filled = texts.filter((part) => part !== "");
    return filled.length > 0 ? [{ key: row.key, source, texts: filled }] : [];
  });
  const known = [...settingRows.map(variableOf), fileVariable];
  const mistakes = Object.keys(env)
    .filter((name) => name.startsWith(variablePrefix) && !known.includes(name) && !notOurs.test(name))
    .map((name) => `${name}: There is no such setting${didYouMean(name, known)}`);
  return { given, mistakes };
}

/** Names the configuration file itself, where no flag does. */
export const fileVariable = `${variablePrefix}CONFIG`;

/** Kubernetes sets these in each container beside a service of the name cdi-registry; the rest is for clients. */
const notOurs = /^CDI_REGISTRY_(?:SERVICE_(?:HOST|PORT)|PORT|SERVER|TOKEN$)/;
