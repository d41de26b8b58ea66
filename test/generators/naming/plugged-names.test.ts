import { expect, it } from "vitest";
import type { NameClaim } from "../../../src/generators/naming/names-apart.ts";
import { type NameAtPlace, pluggedNames } from "../../../src/generators/naming/plugged-names.ts";

/** An adapter by the kernel's name, its model, and the port that it is plugged into. */
type Adapter = readonly [kernelName: string, model: string, port?: string];

function namesOf(...adapters: readonly Adapter[]): readonly (readonly [adapter: string, name: string])[] {
  const claim = (owner: Adapter, name: string, isStable: boolean): NameClaim<Adapter> => ({ owner, name, isStable });
  const names = pluggedNames(adapters, {
    kernelNames: (owner) => [claim(owner, owner[0], false)],
    identities: (owner, at: NameAtPlace) => [{ ...claim(owner, owner[1], true), otherwise: at(owner[1]) }],
    places: (owner) => (owner[2] === undefined ? [] : [claim(owner, owner[2], true)]),
  });
  return names.map(({ owner, name }) => [owner[0], name] as const);
}

it("names what is plugged in by the kernel's name, by what it is and by where", () => {
  expect(namesOf(["tty0", "modem", "port1"])).toEqual([
    ["tty0", "tty0"],
    ["tty0", "modem"],
    ["tty0", "port1"],
  ]);
});

it("tells twins apart by where they are, and gives neither the name of both", () => {
  expect(namesOf(["tty0", "modem", "port1"], ["tty1", "modem", "port2"]).map(([, name]) => name)).toEqual([
    "tty0",
    "tty1",
    "modem_at_port1",
    "modem_at_port2",
    "port1",
    "port2",
  ]);
});

it("has only the kernel's names for twins of which nobody knows where they are", () => {
  expect(namesOf(["tty0", "modem"], ["tty1", "modem"]).map(([, name]) => name)).toEqual(["tty0", "tty1"]);
});

it("tells nothing apart by a place that two share", () => {
  expect(namesOf(["tty0", "modem", "port1"], ["tty1", "modem", "port1"]).map(([, name]) => name)).toEqual([
    "tty0",
    "tty1",
  ]);
});
