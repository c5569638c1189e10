import { all } from './statement.ts';
import type { Reader } from './types.ts';

export type Column = { readonly name: string; readonly key: boolean; readonly nullable: boolean };

/**
 * The columns with values of their own, without generated ones and without row numbers, which are of one file
 * alone: a row that has such a number beside its id is known by its id. The ledger’s number is its order.
 */
export function columnsOf(db: Reader, table: string): Column[] {
  const columns = all<{ name: string; pk: number; notnull: number; hidden: number }>(
    db,
    'SELECT name, pk, "notnull", hidden FROM pragma_table_xinfo(?)',
    table,
  ).filter((column) => column.hidden === 0);
  const numbered = table !== 'ledger' && columns.some(({ name }) => name === 'id') && columns.some(isNumber);
  return columns
    .filter((column) => !numbered || !isNumber(column))
    .map((column) => ({
      name: column.name,
      key: numbered ? column.name === 'id' : column.pk > 0,
      nullable: column.notnull === 0 && column.pk === 0,
    }));
}

const isNumber = (column: { readonly name: string; readonly pk: number }) =>
  column.name === 'seq' && column.pk > 0;
