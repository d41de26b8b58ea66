import { ServiceError } from "./service-error.ts";

/** A part of a listing. */
export interface Page<Item> {
  readonly revision: string;
  readonly items: readonly Item[];
  /** What to ask for the next part with. */
  readonly continue?: string;
}

export type PageReader<SomePage> = (continueWith: string | undefined) => Promise<SomePage>;

/** A listing put together from all of its pages, which are of one revision. */
export interface Whole<Item> {
  readonly revision: string;
  readonly items: readonly Item[];
}

/**
 * The pages of a listing. Where the service lets go of their revision while they are read, the listing begins anew, once;
 * then that is an error.
 */
export async function* pagesOf<SomePage extends Page<unknown>>(
  read: PageReader<SomePage>,
): AsyncGenerator<{ readonly page: SomePage; readonly isFirst: boolean }> {
  let continueWith: string | undefined;
  let mayBeginAnew = true;
  for (;;) {
    const page = await read(continueWith).catch((error: unknown) => {
      if (!isExpired(error) || continueWith === undefined || !mayBeginAnew) throw error;
      mayBeginAnew = false;
      return undefined;
    });
    if (page) yield { page, isFirst: continueWith === undefined };
    continueWith = page?.continue;
    if (page && continueWith === undefined) return;
  }
}

/** Everything that a listing has, of one revision. */
export async function wholeOf<Item>(read: PageReader<Page<Item>>): Promise<Whole<Item>> {
  let whole: { revision: string; items: Item[] } = { revision: "", items: [] };
  for await (const { page, isFirst } of pagesOf(read)) {
    if (isFirst) whole = { revision: page.revision, items: [] };
    for (const item of page.items) whole.items.push(item);
  }
  return whole;
}

/** One item after the other, with no more than a page in memory. What was given before a new beginning is not given again. */
export async function* itemsOf<Item extends { readonly name: string }>(
  read: PageReader<Page<Item>>,
): AsyncGenerator<Item> {
  const given = new Set<string>();
  for await (const { page } of pagesOf(read)) {
    for (const item of page.items) {
      if (given.has(item.name)) continue;
      given.add(item.name);
      yield item;
    }
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 410;
}
