/** Every generator, in the order in which `all` goes through them. */
export const generatorNames = ["nvidia", "serial"] as const;

export type GeneratorName = (typeof generatorNames)[number];
