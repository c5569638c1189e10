import { z } from 'zod';
import { csvCell } from '../../../shared/text/csvCell.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import type { Ask } from '../webhooksOut/request.ts';
import {
  below,
  type Connector,
  type ConnectorConfig,
  call,
  isBelow,
  type SystemList,
  SystemProblem,
} from './connector.ts';

/**
 * Action Network's API, version 2, as its pages have it:
 * - actionnetwork.org/docs/v2: the key stands in the header OSDI-API-Token;
 * - /docs/v2/aep: the entry point, with links to collections; 25 in a page at most;
 * - /docs/v2/people: phone_numbers with number, number_type and status; no total; a page behind the last
 *   one is empty;
 * - /docs/v2/person_signup_helper: POST people with a phone number creates or updates; a new number is
 *   added as unsubscribed unless the call says otherwise, and a known one keeps its status unless it does;
 *   tags are matched by name, unknown ones are ignored;
 *   `custom_fields` of a person are pairs of a name and words. No stored page lists the names that an
 *   organisation has, so whoever matches answers types one;
 * - /docs/v2/tags and /docs/v2/taggings: a tag's people are linked one by one.
 * That helpers take `remove_tags` stands in the list of changes (actionnetwork.org/docs), whose stored copy
 * breaks off there.
 */

const NAME = 'action-network';
const EVERYBODY = 'everybody';
/** Of the loop through pages: a system that never ends is not followed for ever. */
const MOST_PAGES = 40_000;

const Link = z.object({ href: z.string() });
const Entry = z.object({ _links: z.object({ 'osdi:people': Link, 'osdi:tags': Link }) });
const Phone = z.object({
  number: z.string().nullish(),
  number_type: z.string().nullish(),
  primary: z.boolean().nullish(),
  status: z.string().nullish(),
});
const Human = z.object({
  identifiers: z.array(z.string()).default([]),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
  phone_numbers: z.array(Phone).nullish(),
  postal_addresses: z.array(z.object({ postal_code: z.string().nullish() })).nullish(),
});
type Human = z.infer<typeof Human>;
const People = z.object({ _embedded: z.object({ 'osdi:people': z.array(Human) }) });
const Tag = z.object({ identifiers: z.array(z.string()).default([]), name: z.string() });
const Tags = z.object({
  total_pages: z.number().optional(),
  _embedded: z.object({ 'osdi:tags': z.array(Tag) }),
});
const Taggings = z.object({
  total_pages: z.number().optional(),
  _embedded: z.object({
    'osdi:taggings': z.array(z.object({ _links: z.object({ 'osdi:person': Link }) })),
  }),
});
const Helped = z.object({ identifiers: z.array(z.string()) });

/**
 * `accepts_texts` has Action Network's own word. It is named so because nobody there is subscribed to texts
 * unless they said so: "unsubscribed" is no wish to stop, so whoever has it is left out of the campaign and
 * is not opted out, unless the admin chooses that.
 */
const HEADS = ['action_network_id', 'first_name', 'last_name', 'mobile_number', 'zip_code', 'accepts_texts'];

const idOf = (identifiers: readonly string[]) =>
  identifiers.find((each) => each.startsWith('action_network:'))?.slice('action_network:'.length) ?? '';

/** Numbers are digits with the country; files want a plus before them. */
const withPlus = (number: string) => (/^\d{11,15}$/.test(number) ? `+${number}` : number);

function lineOf(human: Human): string {
  const phones = human.phone_numbers ?? [];
  const phone = phones.find(({ primary }) => primary === true) ?? phones[0];
  const cells = [
    idOf(human.identifiers),
    human.given_name ?? '',
    human.family_name ?? '',
    withPlus(phone?.number ?? ''),
    human.postal_addresses?.[0]?.postal_code ?? '',
    phone?.status ?? '',
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function actionNetwork({ baseUrl, key }: ConnectorConfig, ask: Ask): Connector {
  const headers = { 'osdi-api-token': key };
  const get = async <T>(url: string, shape: z.ZodType<T>, signal: AbortSignal) =>
    (await call(NAME, ask, { url, headers }, shape, signal)).data;
  const help = (body: unknown, signal: AbortSignal) =>
    call(NAME, ask, { method: 'POST', url: below(baseUrl, 'people/'), headers, body }, Helped, signal);
  const phone = (number: string, status?: 'subscribed' | 'unsubscribed') => ({
    number: number.replace(/^\+/, ''),
    number_type: 'Mobile',
    ...(status ? { status } : {}),
  });

  async function* tagPages(signal: AbortSignal) {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { total_pages, _embedded } = await get(below(baseUrl, 'tags', { page }), Tags, signal);
      const some = _embedded['osdi:tags'];
      if (some.length > 0) yield some;
      if (some.length === 0 || (total_pages !== undefined && page >= total_pages)) return;
    }
  }
  async function tags(signal: AbortSignal) {
    const found: z.infer<typeof Tag>[] = [];
    for await (const page of tagPages(signal)) found.push(...page);
    return found.toSorted((a, b) => a.name.localeCompare(b.name));
  }
  async function* everybody(signal: AbortSignal): AsyncGenerator<Human[]> {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const found = await get(below(baseUrl, 'people', { page }), People, signal);
      const people = found._embedded['osdi:people'];
      if (people.length === 0) return;
      yield people;
    }
  }
  async function* tagged(tagId: string, signal: AbortSignal): AsyncGenerator<Human[]> {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const url = below(baseUrl, `tags/${encodeURIComponent(tagId)}/taggings`, { page });
      const { total_pages, _embedded } = await get(url, Taggings, signal);
      const people: Human[] = [];
      for (const { _links } of _embedded['osdi:taggings']) {
        const { href } = _links['osdi:person'];
        // The key goes to the system alone.
        if (!isBelow(baseUrl, href))
          throw new SystemProblem(keep('systems:problem.elsewhere', { system: written('Action Network') }));
        people.push(await get(href, Human, signal));
      }
      if (people.length > 0) yield people;
      if (people.length === 0 || (total_pages !== undefined && page >= total_pages)) return;
    }
  }

  return {
    async test(signal) {
      await get(below(baseUrl, ''), Entry, signal);
      // The entry point is shown to everybody; a collection is not.
      await get(below(baseUrl, 'people', { page: 1 }), People, signal);
    },
    async lists(signal) {
      const all: SystemList = { id: EVERYBODY, name: '', people: null };
      const own = (await tags(signal)).map(({ identifiers, name }) => ({
        id: idOf(identifiers),
        name,
        people: null,
      }));
      return [all, ...own];
    },
    async targets(signal) {
      return (await tags(signal)).map(({ name }) => ({ id: name, label: name }));
    },
    async *pull(listId, signal) {
      yield { csv: `${HEADS.join(',')}\r\n`, people: 0 };
      const pages = listId === EVERYBODY ? everybody(signal) : tagged(listId, signal);
      for await (const people of pages) yield { csv: people.map(lineOf).join(''), people: people.length };
    },
    async pushAnswer({ number }, { on, off, fields }, signal) {
      const person = { phone_numbers: [phone(number)] };
      const body = {
        person: Object.keys(fields).length > 0 ? { ...person, custom_fields: fields } : person,
        ...(on.length > 0 ? { add_tags: on } : {}),
        ...(off.length > 0 ? { remove_tags: off } : {}),
      };
      await help(body, signal);
      return true;
    },
    async pushOptOut({ number }, optedOut, signal) {
      const status = optedOut ? 'unsubscribed' : 'subscribed';
      await help({ person: { phone_numbers: [phone(number, status)] } }, signal);
      return true;
    },
  };
}
