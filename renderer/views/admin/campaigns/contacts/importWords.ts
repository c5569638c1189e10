import type { ImportResult } from '../../../../../shared/contract/imports.ts';

/** 12345 → "12,345". */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

/** "1 row", "2 rows". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function bytes(value: number): string {
  if (value < 1000) return counted(value, 'byte');
  if (value < 1_000_000) return `${(value / 1000).toFixed(0)} kB`;
  return `${(value / 1_000_000).toFixed(1)} MB`;
}

export type ResultLine = {
  readonly key: 'imported' | 'duplicate' | 'invalid' | 'wrongRegion';
  readonly value: number;
  readonly label: string;
  readonly explains: string;
};

/** Every row of the file is in exactly one of these lines. */
export function resultLines(result: ImportResult, regionName: string): readonly ResultLine[] {
  return [
    {
      key: 'imported',
      value: result.imported,
      label: 'imported',
      explains: 'New contacts of this campaign.',
    },
    {
      key: 'duplicate',
      value: result.duplicate,
      label: 'duplicate',
      explains: 'The same number again, in this file or already in the campaign.',
    },
    {
      key: 'invalid',
      value: result.invalid,
      label: 'invalid',
      explains: 'Empty, or not a number that can receive texts.',
    },
    {
      key: 'wrongRegion',
      value: result.wrongRegion,
      label: 'wrong region',
      explains: `A good number, but not of this campaign’s region (${regionName}).`,
    },
  ];
}

/** Rows that were not imported. */
export function refusedRows(result: ImportResult): number {
  return result.duplicate + result.invalid + result.wrongRegion;
}
