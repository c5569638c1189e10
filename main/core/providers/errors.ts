import { z } from 'zod';
import type { ErrorClass } from './provider.ts';

const Class = z.enum([
  'recipient-blocked',
  'carrier-opt-out',
  'invalid-number',
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
  codes: z.record(z.string(), z.object({ class: Class, text: z.string().min(1) })),
});

export type ErrorTable = {
  readonly version: number;
  readonly date: string;
  /** Unknown codes: failed, no retry (providers change codes without notice). */
  classify(code: string): ErrorClass;
  /** One plain sentence for an admin. */
  explain(code: string): string;
};

/** Reads a table; throws if the data is not one. */
export function errorTable(data: unknown): ErrorTable {
  const { version, date, codes } = TableData.parse(data);
  const ranges = Object.entries(codes).flatMap(([key, entry]) => {
    const [, from, until] = /^(\d+)-(\d+)$/.exec(key) ?? [];
    return from === undefined || until === undefined
      ? []
      : [{ from: Number(from), until: Number(until), entry }];
  });
  const exact = new Map(Object.entries(codes));
  const find = (code: string) =>
    exact.get(code) ?? ranges.find(({ from, until }) => Number(code) >= from && Number(code) <= until)?.entry;
  return {
    version,
    date,
    classify: (code) => find(code)?.class ?? 'failed',
    explain: (code) => find(code)?.text ?? `The provider gave the code ${code}, which Heed does not know.`,
  };
}
