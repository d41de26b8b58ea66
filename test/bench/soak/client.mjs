import { readFileSync } from "node:fs";
import { input } from "../inputs.mjs";
import { Connection, header } from "./connection.mjs";
import { fileCount, kindOf, nameOf, perFile, placeOf } from "./spec-files.mjs";

const oci = readFileSync(input("oci.json"), "utf8");
const json = "content-type: application/json\r\n";
const patchType = "application/json-patch+json";

/** A request that is wrong in some way, and the status that it is due. */
const wrong = [
  [404, { path: "/v1/nope" }],
  [404, { path: "/v1/devices/vendor1.example.com/class1/dev9" }],
  [405, { method: "DELETE", path: "/v1/devices" }],
  [400, { path: "/v1/devices?limit=0" }],
  [400, { path: "/v1/devices?colour=red" }],
  [400, { path: "/v1/devices?attr=memory%3E%3Dlots" }],
  [400, { path: "/v1/devices?continue=AAAA" }],
  [400, { method: "POST", path: "/v1/resolve", headers: json, body: '{"devices":["a' }],
  [400, { method: "POST", path: "/v1/resolve", headers: json, body: '{"devices":[]}' }],
  [400, { method: "POST", path: "/v1/inject", headers: json, body: '{"spec":[],"devices":["a/b=c"]}' }],
  [415, { method: "POST", path: "/v1/resolve", headers: "content-type: text/plain\r\n", body: "{}" }],
  [422, { method: "POST", path: "/v1/inject", headers: json, body: '{"spec":{},"devices":["nope"]}' }],
  [
    422,
    { method: "POST", path: "/v1/resolve", headers: json, body: '{"devices":["vendor1.example.com/class1=dev9"]}' },
  ],
  [406, { path: "/v1/devices", headers: "accept: image/png\r\n" }],
  [410, { path: "/v1/watch?since=before.1" }],
];

/** Asks the service a mix of questions, and holds each answer against the ledger. */
export class Client {
  #connection;
  #ledger;
  #random;
  #counts;
  #asked = 0;
  #turns = 0;
  /** What was answered last for a URL, to any client. */
  #tags;
  #specs = [];
  #specsAt = 0;

  constructor(socketPath, { ledger, counts, tags }, random) {
    this.#connection = new Connection(socketPath);
    this.#ledger = ledger;
    this.#random = random;
    this.#counts = counts;
    this.#tags = tags;
  }

  close() {
    this.#connection.close();
  }

  /** Asks one question of the mix, which may take several requests. */
  async turn() {
    if (++this.#turns % 1000 === 0) this.#connection.close();
    let draw = this.#random() * totalShare;
    for (const [share, ask] of mix) {
      draw -= share;
      if (draw < 0) return ask(this);
    }
  }

  /** Asks until the registry has another revision, or for a while. */
  async longPoll() {
    const since = this.#ledger.newest;
    const [epoch] = this.#ledger.revision.split(".");
    const { body } = await this.ask(
      { path: `/v1/devices?limit=1&since=${epoch}.${since}&wait=1s` },
      [200],
      "long poll",
    );
    this.#page(JSON.parse(body), since, () => true);
  }

  async ask(question, statuses, label) {
    this.#asked++;
    const answer = await this.#connection.ask(question);
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
    if (statuses.includes(answer.status)) return answer;
    const { method = "GET", path } = question;
    throw new Error(`${method} ${path}: ${answer.status}, not ${statuses}: ${answer.body.slice(0, 500)}`);
  }

  takeAsked() {
    const asked = this.#asked;
    this.#asked = 0;
    return asked;
  }

  #below(limit) {
    return Math.floor(this.#random() * limit);
  }

  /** Some of the files are asked for again and again. */
  #file(from = 0) {
    const among = this.#random() < 0.5 ? 20 : fileCount;
    return from + this.#below(among - from);
  }

  #names(count, from) {
    const names = Array.from({ length: count }, () => nameOf(this.#file(from), this.#below(perFile)));
    return [...new Set(names)];
  }

  /** GET of one device, some again and again, as often as not with the tag of the last answer. */
  async device() {
    const [name] = this.#random() < 0.3 ? [nameOf(1 + this.#below(4), 0)] : this.#names(1);
    const path = `/v1/devices/${name.replace("=", "/")}`;
    const { answer, floor } = await this.#conditional(path, [200, 404], "device");
    if (answer.status === 304) return;
    const { revision, ...device } = JSON.parse(answer.body);
    const n = this.#ledger.numberOf(revision, floor);
    if (answer.status === 404) return this.#ledger.when(n, () => this.#absent(n, [name]));
    if (device.name !== name) throw new Error(`${path} answered ${device.name}`);
    this.#ledger.when(n, () => this.#seenInEnv(n, answer.body, [name]));
  }

  async #conditional(path, statuses, label) {
    const { newest: floor } = this.#ledger;
    const known = this.#random() < 0.5 ? this.#tags.get(path) : undefined;
    const headers = known ? `if-none-match: ${known}\r\n` : "";
    const answer = await this.ask({ path, headers }, known ? [...statuses, 304] : statuses, label);
    const etag = header(answer, "etag");
    if (answer.status === 304) {
      if (etag !== known) throw new Error(`${path}: 304 with ${etag} for ${known}`);
      this.#ledger.numberOf(etag.slice(1).split(/[-"]/, 1)[0], floor);
      this.#counts.set("of these 304", (this.#counts.get("of these 304") ?? 0) + 1);
    } else if (etag) {
      if (this.#tags.size > 2000) this.#tags.clear();
      this.#tags.set(path, etag);
    }
    return { answer, floor };
  }

  #absent(n, names) {
    const there = names.filter((name) => this.#ledger.isThere(n, name));
    if (there.length > 0) throw new Error(`${there} is there at ${n}, and was answered to be unknown`);
  }

  /** The marks of devices in a text are those of a revision, and all of them are there. */
  #seenInEnv(n, text, names) {
    const wanted = new Set(names);
    for (const [, file, device, mark] of text.matchAll(/SOAK_(\d+)_(\d+)=(\d+)/g)) {
      const name = nameOf(Number(file), Number(device));
      if (!wanted.delete(name)) throw new Error(`${name} was answered, and not asked for once`);
      this.#ledger.seen(n, name, Number(mark));
    }
    if (wanted.size > 0) throw new Error(`${[...wanted]} is missing in an answer: ${text.slice(0, 500)}`);
  }

  /** Every page of a listing is of one revision, and together they are all that was there. */
  async walk() {
    let token = "";
    let n;
    const items = [];
    const limit = 50 + this.#below(100);
    do {
      const { newest } = this.#ledger;
      const { body } = await this.ask({ path: `/v1/devices?limit=${limit}${token}` }, [200], "page");
      const page = JSON.parse(body);
      const at = this.#page(page, n ?? newest, () => true);
      if (n !== undefined && at !== n) throw new Error(`a page is of ${at}, the first of ${n}`);
      n = at;
      for (const { name } of page.items) items.push(name);
      token = page.continue && `&continue=${page.continue}`;
    } while (token);
    if (items.some((name, place) => place > 0 && name <= items[place - 1])) throw new Error("pages are out of order");
    this.#ledger.when(n, () => {
      const count = this.#ledger.countAt(n);
      if (items.length !== count)
        throw new Error(`pages have ${items.length} devices at ${n}, where there are ${count}`);
    });
  }

  #page({ revision, items }, floor, matches) {
    const n = this.#ledger.numberOf(revision, floor);
    const odd = items.find((item) => !matches(item));
    if (odd) throw new Error(`${odd.name} does not match what was asked for`);
    this.#ledger.when(n, () => {
      for (const { name, annotations } of items) this.#ledger.seen(n, name, markIn(annotations));
    });
    return n;
  }

  async filtered() {
    const file = this.#file();
    const kind = kindOf(file);
    const [vendor] = kind.split("/", 1);
    const [query, matches] = [
      [`kind=${kind}`, (item) => item.kind === kind],
      [`vendor=${vendor}&limit=20`, (item) => item.vendor === vendor],
      [`name=${vendor}/class*=dev${file % perFile}`, ({ device }) => device === `dev${file % perFile}`],
      [`vendor=${vendor}&attr=memory%3E%3D40Gi`, (item) => gigabytes(item) >= 40],
      [`attr=memory%3E${(file % 6) * 10}Gi&attr=memory%21%3D70Gi&limit=10`, (item) => gigabytes(item) < 70],
      [`health=healthy&limit=20&vendor=${vendor}`, ({ health }) => health.status === "healthy"],
    ][this.#below(6)];
    const { answer, floor } = await this.#conditional(`/v1/devices?${query}`, [200], "filtered list");
    if (answer.status === 304) return;
    const page = JSON.parse(answer.body);
    const n = this.#page(page, floor, matches);
    if (query !== `kind=${kind}`) return;
    this.#ledger.when(n, () => {
      const names = Array.from({ length: perFile }, (_, device) => nameOf(file, device));
      const there = names.filter((name) => this.#ledger.isThere(n, name));
      if (`${page.items.map(({ name }) => name)}` !== `${there}`) throw new Error(`${kind} is not ${there} at ${n}`);
    });
  }

  async resolve() {
    const isPattern = this.#random() < 0.2;
    const file = this.#file();
    const all = Array.from({ length: perFile }, (_, device) => nameOf(file, device));
    const names = isPattern ? all : this.#names(1 + this.#below(4));
    const devices = isPattern ? [`${kindOf(file)}=*`] : names;
    await this.#edits("/v1/resolve", { body: JSON.stringify({ devices }) }, { names, isPattern }, "resolve", (answer) =>
      JSON.parse(answer.body),
    );
  }

  /** Half of the bodies are two that come again, with devices of which nothing is looked up; the others are new ones. */
  async inject() {
    const isNew = this.#random() < 0.5;
    const names = isNew ? this.#names(1 + this.#below(3), 1) : [nameOf(1 + this.#below(2), 1), nameOf(12, 3)];
    const hostname = isNew ? `pod-${this.#below(1e9)}` : "pod";
    const body = oci.replace(/"hostname": *"[^"]*"/, `"hostname": "${hostname}"`);
    const text = `{"spec":${body},"devices":${JSON.stringify(names)}}`;
    if (this.#random() < 0.25) {
      const question = { body: text, headers: `accept: ${patchType}\r\n` };
      return this.#edits("/v1/inject", question, { names }, "inject, patch", (answer) => {
        JSON.parse(answer.body);
        return { revision: header(answer, "cdi-revision") };
      });
    }
    return this.#edits("/v1/inject", { body: text }, { names }, isNew ? "inject, new" : "inject, again", (answer) => {
      const { revision, spec } = JSON.parse(answer.body);
      if (spec.hostname !== hostname) throw new Error(`${hostname} came back as ${spec.hostname}`);
      for (const name of names) {
        const { file, device } = placeOf(name);
        const path = `/dev/soak${file}-${device}`;
        if (!spec.linux.devices.some((node) => node.path === path)) throw new Error(`${path} was not injected`);
      }
      return { revision };
    });
  }

  async #edits(path, { body, headers = "" }, { names, isPattern = false }, label, read) {
    const { newest: floor } = this.#ledger;
    const answer = await this.ask({ method: "POST", path, headers: json + headers, body }, [200, 422], label);
    if (answer.status === 200) {
      const n = this.#ledger.numberOf(read(answer).revision, floor);
      return this.#ledger.when(n, () => {
        const there = isPattern ? names.filter((name) => this.#ledger.isThere(n, name)) : names;
        this.#seenInEnv(n, answer.body, there);
      });
    }
    const { revision, devices } = JSON.parse(answer.body);
    const n = this.#ledger.numberOf(revision, floor);
    this.#ledger.when(n, () => {
      const absent = names.filter((name) => !this.#ledger.isThere(n, name));
      const faults = devices.map(({ name }) => name);
      const isRight = isPattern ? absent.length === names.length : `${faults}` === `${absent}`;
      if (!isRight) throw new Error(`${path} at ${n}: ${answer.body.slice(0, 500)} where ${absent} is absent`);
    });
  }

  /** Holds only as long as nothing has changed since the revision that the client knows. */
  async injectIfUnchanged() {
    const known = this.#ledger.revision;
    const { newest: floor } = this.#ledger;
    const [name] = this.#names(1, 1);
    const body = `{"spec":${oci},"devices":["${name}"],"ifRevision":"${known}"}`;
    const question = { method: "POST", path: "/v1/inject", headers: json, body };
    const answer = await this.ask(question, [200, 412, 422], "inject, ifRevision");
    const { revision } = JSON.parse(answer.body);
    const n = this.#ledger.numberOf(revision, floor);
    if ((answer.status === 412) !== (revision !== known))
      throw new Error(`${answer.status} at ${revision} for ${known}`);
    if (answer.status === 200) this.#ledger.when(n, () => this.#seenInEnv(n, answer.body, [name]));
    if (answer.status === 422) this.#ledger.when(n, () => this.#absent(n, [name]));
  }

  async validate() {
    const isValid = this.#random() < 0.7;
    const device = `{"name":"d${this.#below(1e6)}","containerEdits":{"env":["A=${isValid ? "1" : '1"],"x":["'}"]}}`;
    const spec = `{"cdiVersion":"0.6.0","kind":"example.com/soak","devices":[${device}]}`;
    const body = this.#random() < 0.5 ? `{"spec":${spec}}` : JSON.stringify({ text: spec });
    const answer = await this.ask({ method: "POST", path: "/v1/validate", headers: json, body }, [200], "validate");
    const { valid } = JSON.parse(answer.body);
    if (valid !== isValid) throw new Error(`validate: ${valid} for ${spec}`);
  }

  async specs() {
    const { answer, floor } = await this.#conditional("/v1/specs?limit=100", [200], "specs");
    if (answer.status === 304) return;
    const { revision, items } = JSON.parse(answer.body);
    this.#specsAt = this.#ledger.numberOf(revision, floor);
    this.#specs = items;
  }

  /** A digest is known as long as the file is as it was. */
  async spec() {
    if (this.#specs.length === 0) return this.specs();
    const { path, digest, kind } = this.#specs[this.#below(this.#specs.length)];
    const since = this.#specsAt;
    const { newest: floor } = this.#ledger;
    const answer = await this.ask({ path: `/v1/specs/${digest}` }, [200, 404], "spec by digest");
    const { revision, ...found } = JSON.parse(answer.body);
    const n = this.#ledger.numberOf(revision, floor);
    if (answer.status === 200 && found.path !== path) throw new Error(`${digest} is ${found.path}, not ${path}`);
    if (answer.status === 200 || kind === undefined) return;
    const names = Array.from({ length: perFile }, (_, device) => `${kind}=dev${device}`);
    this.#ledger.when(n, () => {
      if (!names.some((name) => this.#ledger.hasChanged(name, since, n)))
        throw new Error(`${digest} of ${path} is unknown at ${n}, and it did not change since ${since}`);
    });
  }

  async other() {
    const path = ["/v1/node", "/v1/problems", "/v1/topology?vendor=vendor1.example.com"][this.#below(3)];
    const { answer, floor } = await this.#conditional(path, [200], "node, problems, topology");
    if (answer.status === 200) this.#ledger.numberOf(JSON.parse(answer.body).revision, floor);
  }

  async probe() {
    const path = this.#random() < 0.5 ? "/healthz" : "/readyz";
    await this.ask({ path }, [200], "probes");
  }

  async metrics() {
    const { newest: floor } = this.#ledger;
    const { body } = await this.ask({ path: "/metrics" }, [200], "metrics");
    const n = Number(/^cdi_registry_revision (\d+)$/m.exec(body)?.[1]);
    if (!(n >= floor)) throw new Error(`metrics are of revision ${n}, after ${floor}`);
    return body;
  }

  async wrong() {
    const [status, question] = wrong[this.#below(wrong.length)];
    const { body, head } = await this.ask(question, [status], "bad requests");
    if (!/^content-type: application\/problem\+json/im.test(head) || JSON.parse(body).status !== status)
      throw new Error(`${question.path}: no problem document: ${body}`);
  }
}

/** How often each is asked. */
const mix = [
  [440, (client) => client.device()],
  [6, (client) => client.walk()],
  [110, (client) => client.filtered()],
  [160, (client) => client.resolve()],
  [160, (client) => client.inject()],
  [20, (client) => client.injectIfUnchanged()],
  [20, (client) => client.validate()],
  [6, (client) => client.specs()],
  [20, (client) => client.spec()],
  [15, (client) => client.other()],
  [15, (client) => client.probe()],
  [1, (client) => client.metrics()],
  [10, (client) => client.wrong()],
];
const totalShare = mix.reduce((sum, [share]) => sum + share, 0);

export function markIn(annotations) {
  return Number(annotations["soak.example.com/mark"].slice(1));
}

function gigabytes({ annotations }) {
  return Number.parseInt(annotations.memory, 10);
}
