import { z } from 'zod';
import type { VendorName } from '../../../shared/providers/index.ts';
import type { TextKey } from '../../../shared/text/say.ts';
import { isKey, keep, type Stored, written } from '../../../shared/text/stored.ts';
import type { ErrorClass } from './provider.ts';

/** What an error code is about, and with that how far its consequences may go (decision 21). */
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
  /** What happened on the way, by nobody's fault. */
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
 * Which reactions each subject allows: a code about one contact must never stop the others. Checked where the
 * tables are read.
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
    /** What a person can do about it: the key of a sentence (`provider:todo`). */
    todo: z.string(),
    /** Another code, whose sentence this one shares. */
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
   * What Heed does about a code. `unknown-code` for one that the table does not know, since providers add
   * codes without notice.
   */
  classify(code: string): ErrorClass;
  /** What the code means and what to do about it, as a stored sentence (shared/text/stored.ts). */
  explain(code: string): Stored;
};

function sentence(name: string): TextKey {
  if (!isKey(name)) throw new Error(`There is no sentence ${name}.`);
  return name as TextKey;
}

/** The key of what a code means, in the vendor's words. A colon in the code would break the key. */
const meaningOf = (vendor: VendorName, code: string) =>
  sentence(`provider:${vendor}.code.${code.replaceAll(':', '-')}`);

/** Reads a table. Throws if the data is not valid, or a sentence of it is missing. */
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
