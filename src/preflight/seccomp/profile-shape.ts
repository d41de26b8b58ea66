import { isUnsigned } from "../../oci/json-reading.ts";

/** What the value of a field has to be for runc, which else refuses the whole OCI spec. A null is as good as nothing. */
type Shape = "text" | "count" | { readonly list: Shape } | { readonly fields: ReadonlyMap<string, Shape> };

const texts: Shape = { list: "text" };

const condition: Shape = {
  fields: new Map<string, Shape>([
    ["index", "count"],
    ["value", "count"],
    ["valueTwo", "count"],
    ["op", "text"],
  ]),
};

const call: Shape = {
  fields: new Map<string, Shape>([
    ["names", texts],
    ["action", "text"],
    ["errnoRet", "count"],
    ["args", { list: condition }],
  ]),
};

const seccomp: Shape = {
  fields: new Map<string, Shape>([
    ["defaultAction", "text"],
    ["defaultErrnoRet", "count"],
    ["architectures", texts],
    ["flags", texts],
    ["listenerPath", "text"],
    ["listenerMetadata", "text"],
    ["syscalls", { list: call }],
  ]),
};

/** The first field of a profile that has another type than it should, and what it should be. */
export function misshapenField(profile: unknown): { readonly field: string; readonly due: string } | undefined {
  return misfit(profile, seccomp, "linux.seccomp");
}

function misfit(value: unknown, shape: Shape, field: string): { field: string; due: string } | undefined {
  if (value === undefined || value === null) return undefined;
  if (shape === "text") return typeof value === "string" ? undefined : { field, due: "a text" };
  if (shape === "count") return isUnsigned(value) ? undefined : { field, due: "a whole number from 0 on" };
  if ("list" in shape) {
    return Array.isArray(value)
      ? first(value.entries(), ([index, item]) => misfit(item, shape.list, `${field}[${index}]`))
      : { field, due: "a list" };
  }
  if (typeof value !== "object" || Array.isArray(value)) return { field, due: "an object" };
  return first(Object.entries(value), ([name, item]) => {
    const due = shape.fields.get(name);
    return due && misfit(item, due, `${field}.${name}`);
  });
}

function first<Item, Found>(items: Iterable<Item>, find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
