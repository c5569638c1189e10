import type Database from 'better-sqlite3';
import { type Stored, said } from '../../../shared/text/stored.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/**
 * A connection as whoever reads has it: `one`, `all` and `each` (statement.ts) read through it and refuse
 * statements that write, and it has no way of its own to run any. Functions that write ask for a Writer.
 */
export type Reader = Pick<Database.Database, 'open' | 'name' | 'memory' | 'inTransaction' | 'close'> & {
  readonly [readable]: true;
};
/** The one writing connection of the process. */
export type Writer = Database.Database & Reader & { readonly [writable]: true };

/** Milliseconds that a statement waits while another program has the store. */
export const BUSY_PATIENCE = 5000;

/**
 * The store cannot be opened or used. `remedy` tells the admin what to do; `code` is stable. Both sentences
 * are given as stored ones (shared/text/stored.ts) and are in `kept`, since the error may be shown again in
 * another language.
 */
export class StoreError extends Error {
  readonly code:
    | 'newer'
    | 'older'
    | 'missing'
    | 'damaged'
    | 'wrong-key'
    | 'busy'
    /** Heed itself works on the file; this ends soon. */
    | 'held'
    | 'full'
    | 'unwritable'
    | 'foreign';
  readonly remedy: string;
  readonly kept: { readonly message: Stored; readonly remedy: Stored };
  constructor(code: StoreError['code'], message: Stored, remedy: Stored, options?: ErrorOptions) {
    super(`${said(message)} ${said(remedy)}`, options);
    this.name = 'StoreError';
    this.code = code;
    this.remedy = said(remedy);
    this.kept = { message, remedy };
  }
}
