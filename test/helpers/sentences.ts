import { SENTENCE_COLUMNS } from '../../main/core/store/sentenceColumns.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Reader } from '../../main/core/store/types.ts';
import { isStored } from '../../shared/text/stored.ts';

/** Each column that holds stored sentences, with its table. */
export const sentenceColumns = (): [table: string, column: string][] =>
  Object.entries(SENTENCE_COLUMNS).flatMap(([table, columns]) =>
    columns.map((column): [string, string] => [table, column]),
  );

/** Values in such a column that are no stored sentences, with their places. */
export const unsayable = (db: Reader): string[] => [
  ...sentenceColumns().flatMap(([table, column]) =>
    all<{ value: unknown }>(db, `SELECT DISTINCT "${column}" AS value FROM "${table}"`)
      .filter(({ value }) => !isStored(value))
      .map(({ value }) => `${table}.${column}: ${value}`),
  ),
  ...all<{ problems: string }>(db, 'SELECT problems FROM verification')
    .flatMap(({ problems }) => JSON.parse(problems) as unknown[])
    .filter((problem) => !isStored(problem))
    .map((problem) => `verification.problems: ${problem}`),
];
