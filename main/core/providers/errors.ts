import { z } from 'zod';
import type { VendorName } from '../../../shared/providers/index.ts';
import type { TextKey } from '../../../shared/text/say.ts';
import { isKey, keep, type Stored, written } from '../../../shared/text/stored.ts';
import type { ErrorClass } from './provider.ts';

/** What a code tells of: whose fault it is, so to speak, and so how far its consequence reaches. */
const About = z.enum([
  /** This person does not want it, or is blocked: opt out. */
  'person',
  /** The contact's number. */
  'number',
  /** The words of this text. */
  'text',
  /** Our sender number. */
  'sender',
  /** The registration of our sender number with the carriers. */
  'registration',
  /** Our account or its credentials. */
  'account',
  /** How much or how fast is sent. */
  'rate',
  /** The way, network or country between this sender number and this contact. */
  'route',
  /** Carriers that take the text for unwanted. */
  'filter',
  /** What happened on the way; nobody is to blame. */
  'delivery',
]);
export type About = z.infer<typeof About>;

const Does = z.enum([
  'recipient-blocked',
  'carrier-opt-out',
  'invalid-number',
  'landline',
  'unreachable',
  'configuration',
  'sender',
  'retry',
  'pause',
  'route',
  'failed',
  'unconfirmed',
]) satisfies z.ZodType<Exclude<ErrorClass, 'unknown-code'>>;

/**
 * What may follow from what: a code about one contact must never stop the others. Kept by the reader of the
 * tables below.
 */
const MAY_DO: Readonly<Record<About, readonly z.infer<typeof Does>[]>> = {
  person: ['recipient-blocked', 'carrier-opt-out'],
  number: ['invalid-number', 'landline', 'unreachable', 'failed'],
  text: ['failed'],
  sender: ['sender'],
  registration: ['sender'],
  account: ['configuration'],
  rate: ['retry', 'pause'],
  route: ['route'],
  filter: ['pause'],
  delivery: ['failed', 'unconfirmed'],
};

const Entry = z
  .strictObject({
    about: About,
    does: Does,
    /** What a person does about it: a sentence of the catalogue (`provider:todo`). */
    todo: z.string(),
    /** The code whose words this one shares. */
    words: z.string().optional(),
  })
  .refine(
    ({ about, does }) => MAY_DO[about].includes(does),
    'A code must not do more than what it is about.',
  );
export type ErrorEntry = z.infer<typeof Entry>;

/**
 * A provider's error table: data with a version and a date. A key is a code, or a range of codes such as
 * `5100-5220`.
 */
const TableData = z.object({
  version: z.number().int(),
  date: z.iso.date(),
  source: z.string(),
  codes: z.record(z.string(), Entry),
});

export type ErrorTable = {
  readonly version: number;
  readonly date: string;
  readonly codes: Readonly<Record<string, ErrorEntry>>;
  /**
   * What Heed does. A code that the table does not know is `unknown-code` (providers change codes without
   * notice).
   */
  classify(code: string): ErrorClass;
  /** What the code means and what to do, for a person: to be kept and said later (shared/text/stored.ts). */
  explain(code: string): Stored;
};

function sentence(name: string): TextKey {
  if (!isKey(name)) throw new Error(`There is no sentence ${name}.`);
  return name as TextKey;
}

/** What a code means, in the vendor's words; a colon would part the key. */
const meaningOf = (vendor: VendorName, code: string) =>
  sentence(`provider:${vendor}.code.${code.replaceAll(':', '-')}`);

/** Reads a table; throws if the data is not one, or if a sentence of it is missing. */
export function errorTable(vendor: VendorName, data: unknown): ErrorTable {
  const { version, date, codes } = TableData.parse(data);
  const all = Object.entries(codes).map(([key, entry]) => {
    const what = meaningOf(vendor, entry.words ?? key);
    return { key, entry, what, todo: sentence(`provider:todo.${entry.todo}`) };
  });
  const ranges = all.flatMap((row) => {
    const [, from, until] = /^(\d+)-(\d+)$/.exec(row.key) ?? [];
    return from === undefined || until === undefined
      ? []
      : [{ from: Number(from), until: Number(until), row }];
  });
  const exact = new Map(all.map((row) => [row.key, row]));
  const find = (code: string) =>
    exact.get(code) ?? ranges.find(({ from, until }) => Number(code) >= from && Number(code) <= until)?.row;
  return {
    version,
    date,
    codes,
    classify: (code) => find(code)?.entry.does ?? 'unknown-code',
    explain: (code) => {
      const row = find(code);
      return row
        ? keep('kept:two', { first: keep(row.what), second: keep(row.todo) })
        : keep('provider:unknownCode', { code: written(code) });
    },
  };
}
