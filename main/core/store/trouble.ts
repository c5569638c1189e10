import { StoreError } from './types.ts';

/** SQLite's own code, such as SQLITE_FULL; empty for every other error. */
function sqliteCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_') ? code : '';
}

type Told = readonly [code: StoreError['code'], message: string, remedy: string];

const FULL: Told = [
  'full',
  'The disk is full, so Heed cannot save anything.',
  'Free some space on the disk of the data folder. Nothing is sent until then, and nothing that was saved is lost.',
];
const BUSY: Told = [
  'busy',
  'The store is in use by another program.',
  'Close the other program, such as a second Heed or a back-up of the data folder, and try again. Nothing is sent until then.',
];
const DAMAGED: Told = [
  'damaged',
  'The store is damaged: a part of its file cannot be read.',
  'Close Heed and restore the latest back-up. Nothing is sent until then.',
];
const READ_ONLY: Told = [
  'unwritable',
  'The store cannot be written.',
  'Give your account the right to write in the data folder, or take away the write protection, and start Heed again. Nothing is sent until then.',
];
const DISK: Told = [
  'unwritable',
  'The disk of the data folder does not answer as it should.',
  'Check that the disk is connected and healthy, then start Heed again. Nothing is sent until then.',
];

/** By the beginning of SQLite's code, the narrower one first. */
const BY_CODE: readonly (readonly [string, Told])[] = [
  ['SQLITE_FULL', FULL],
  ['SQLITE_BUSY', BUSY],
  ['SQLITE_LOCKED', BUSY],
  ['SQLITE_PROTOCOL', BUSY],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
  ['SQLITE_IOERR_SHORT_READ', DAMAGED],
  ['SQLITE_IOERR_DATA', DAMAGED],
  ['SQLITE_IOERR_CORRUPTFS', DAMAGED],
  ['SQLITE_READONLY', READ_ONLY],
  ['SQLITE_PERM', READ_ONLY],
  ['SQLITE_CANTOPEN', READ_ONLY],
  ['SQLITE_IOERR', DISK],
];

/**
 * What an error of SQLite means for a person: a StoreError with its remedy. Null for errors that are none of the store's health, such
 * as a broken constraint. A StoreError comes back as it is.
 */
export function troubleOf(error: unknown): StoreError | null {
  if (error instanceof StoreError) return error;
  const code = sqliteCode(error);
  const told = BY_CODE.find(([prefix]) => code.startsWith(prefix))?.[1];
  return told ? new StoreError(...told, { cause: error }) : null;
}
