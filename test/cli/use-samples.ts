import { beforeEach } from "vitest";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";
import { writeSampleSpecs } from "./sample-specs.ts";

/** An OCI spec, and what becomes of it with `vendor.com/gpu=0`. */
export const oci = '{\n  "ociVersion": "1.2.0",\n  "process": {\n    "env": ["A=1"]\n  }\n}\n';
export const injected =
  '{\n  "ociVersion": "1.2.0",\n  "process": {\n    "env": ["A=1", "SPEC=high", "GPU=high"]\n  }\n}\n';

export interface Samples {
  readonly root: string;
  /** The options that name the sample spec directories. */
  readonly dirs: readonly string[];
  /** Writes a bundle; the path of its OCI spec. */
  readonly ociFile: (text?: string) => string;
}

/** The sample spec directories anew for each test. */
export function useSamples(): Samples {
  let root = "";
  beforeEach(() => {
    root = temporaryDirectory();
    writeSampleSpecs(root);
  });
  return {
    get root() {
      return root;
    },
    get dirs() {
      return ["-d", `${root}/low`, "-d", `${root}/high`];
    },
    ociFile(text = oci) {
      writeFiles(root, { "bundle/config.json": text });
      return `${root}/bundle/config.json`;
    },
  };
}
