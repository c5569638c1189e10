import { keep, type Stored } from '../../../shared/text/stored.ts';
import { codeOf } from '../base/errors.ts';
import { StoreError } from './types.ts';

/** SQLite's own code, such as SQLITE_FULL; empty for every other error. */
function sqliteCode(error: unknown): string {
  const code = codeOf(error);
  return code.startsWith('SQLITE_') ? code : '';
}

/** Stored sentences, since an error may be shown later than the call that met it. */
type Words = readonly [code: StoreError['code'], message: Stored, remedy: Stored];

const FULL: Words = ['full', keep('store:full'), keep('store:freeSpace')];
const BUSY: Words = ['busy', keep('store:busy'), keep('store:closeOther')];
const DAMAGED: Words = ['damaged', keep('store:damagedPart'), keep('store:restoreLatest')];
const READ_ONLY: Words = ['unwritable', keep('store:readOnly'), keep('store:giveRight')];
const DISK: Words = ['unwritable', keep('store:disk'), keep('store:checkDisk')];

/** By the beginning of SQLite's code, longer beginnings first. */
const BY_CODE: readonly (readonly [string, Words])[] = [
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
 * What an error of SQLite means for a person: a StoreError with its remedy. Null for errors that are not
 * about the store's health, such as a broken constraint. A StoreError is returned as it is.
 */
export function troubleOf(error: unknown): StoreError | null {
  if (error instanceof StoreError) return error;
  const code = sqliteCode(error);
  const words = BY_CODE.find(([prefix]) => code.startsWith(prefix))?.[1];
  return words ? new StoreError(...words, { cause: error }) : null;
}
