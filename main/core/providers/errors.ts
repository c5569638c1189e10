import { z } from 'zod';
import type { TextKey } from '../../../shared/text/say.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import type { ErrorClass } from './provider.ts';

const Class = z.enum([
  'recipient-blocked',
  'carrier-opt-out',
  'invalid-number',
  'landline',
  'unreachable',
  'configuration',
  'retry',
  'pause',
  'failed',
  'unconfirmed',
]) satisfies z.ZodType<ErrorClass>;

/** A provider's error table: data with a version and a date. A key is a code, or a range of codes such as `5100-5220`. */
const TableData = z.object({
  version: z.number().int(),
  date: z.iso.date(),
  source: z.string(),
  codes: z.record(z.string(), Class),
});

export type ErrorTable = {
  readonly version: number;
  readonly date: string;
  /** Unknown codes: failed, no retry (providers change codes without notice). */
  classify(code: string): ErrorClass;
  /** One plain sentence for an admin, to be kept and said later (shared/text/stored.ts). */
  explain(code: string): string;
};

/** What a code means, in the catalogue under its provider; a colon would part the key. */
const textOf = (provider: 'twilio' | 'bandwidth', key: string) =>
  `provider:${provider}.${key.replaceAll(':', '-')}` as TextKey;

/** Reads a table; throws if the data is not one. */
export function errorTable(provider: 'twilio' | 'bandwidth', data: unknown): ErrorTable {
  const { version, date, codes } = TableData.parse(data);
  const all = Object.entries(codes).map(([key, errorClass]) => ({ key, errorClass }));
  const ranges = all.flatMap((entry) => {
    const [, from, until] = /^(\d+)-(\d+)$/.exec(entry.key) ?? [];
    return from === undefined || until === undefined
      ? []
      : [{ from: Number(from), until: Number(until), entry }];
  });
  const exact = new Map(all.map((entry) => [entry.key, entry]));
  const find = (code: string) =>
    exact.get(code) ?? ranges.find(({ from, until }) => Number(code) >= from && Number(code) <= until)?.entry;
  return {
    version,
    date,
    classify: (code) => find(code)?.errorClass ?? 'failed',
    explain: (code) => {
      const entry = find(code);
      return entry
        ? keep(textOf(provider, entry.key))
        : keep('provider:unknownCode', { code: written(code) });
    },
  };
}
