import { readdirSync, readFileSync } from "node:fs";

const specsUrl = new URL("../../specs/", import.meta.url);

export interface ShippedSpec {
  /** Relative to specs/, for instance `default/device.yaml`. */
  readonly file: string;
  readonly text: string;
}

/** The text of a file below specs/. */
export function shippedText(file: string): string {
  return readFileSync(new URL(file, specsUrl), "utf8");
}

/** Every CDI spec that ships with the project. */
export function shippedSpecs(): ShippedSpec[] {
  return ["default", "samples"].flatMap((directory) =>
    readdirSync(new URL(directory, specsUrl)).map((name) => {
      const file = `${directory}/${name}`;
      return { file, text: shippedText(file) };
    }),
  );
}
