import type { Column } from '../../store/columns.ts';
import type { Tx } from '../../store/context.ts';
import type { Row, Source } from './source.ts';

/**
 * Where the rows come from. `restore`: a back-up, whose settings, scripts and contact details come back.
 * `copy`: a copy of a store whose console may go on by itself. `remains`: what can be read of the store that
 * a copy takes the place of. `changes`: a console of the same organisation, which tells all that it does, row
 * by row or as a whole store.
 */
export type Mode = 'restore' | 'copy' | 'remains' | 'changes';

export type Cell = string | number | null;

/**
 * How two versions of a row become one. The version that stands later in `order` counts, and where none does,
 * the greater value of each column; then `apart` and `joins` put some columns together, whichever version
 * counts. None of them depends on which version came first, nor on how often one comes.
 */
export type Rules = {
  /**
   * What says which version counts; its revision, if left out. Whatever a console does to a row moves it
   * up. Not of a table of which rows are taken away, up to a revision: what another order, or `joins`, had
   * brought from a version that was taken away would depend on which came first.
   */
  readonly order?: (row: Row) => readonly Cell[];
  readonly joins?: Readonly<Record<string, (a: unknown, b: unknown) => unknown>>;
  /**
   * Columns that are decided by themselves: they come from the version that stands later in this order,
   * whichever counts for the rest.
   */
  readonly apart?: {
    readonly order: (row: Row) => readonly Cell[];
    readonly columns: readonly string[];
  };
  /** Columns that each console has by itself, or works out from others (project.ts). */
  readonly own?: readonly string[];
  /** What is the same thing whatever its id, as columns; all of them have a value. */
  readonly natural?: readonly (readonly string[])[];
  /** References that must not be empty, though the schema would let them. */
  readonly needs?: readonly string[];
  /** The row without what was worked out from others. */
  readonly withoutDerived?: (row: Row) => Row;
  /** What is made of their row before anything else; null: it is not taken. */
  readonly theirs?: (row: Row) => Row | null;
  /** What to write for a row that we do not have; null: nothing. */
  readonly onInsert?: (row: Row) => Row | null;
  /** In the place of `order` and `joins`: the columns to change; null: none. */
  readonly onConflict?: (ours: Row, theirs: Row) => Row | null;
  readonly after?: (row: Row) => void;
};

/** What a union works with, and what it has found out. */
export type Union = {
  readonly tx: Tx;
  readonly source: Source;
  readonly mode: Mode;
  readonly rules: Readonly<Record<string, Rules>>;
  /** Their ids that are other ids of ours, in this union alone. */
  readonly same: Map<string, string>;
  readonly added: Map<string, number>;
  /** Subjects of the people about whom something came in. */
  readonly touched: Set<string>;
  /** Ids of what came in, by table, for what is worked out from it. */
  readonly came: Map<string, Set<string>>;
  /** Rows that this union changed beyond what came in, so that other consoles have to hear of them. */
  readonly told: Map<string, Set<string>>;
  readonly shapes: Map<string, Shape>;
  newest: string;
};

export function newUnion(
  tx: Tx,
  source: Source,
  mode: Mode,
  rules: (union: Union) => Readonly<Record<string, Rules>>,
): Union {
  const union = {
    tx,
    source,
    mode,
    rules: {},
    same: new Map(),
    added: new Map(),
    touched: new Set<string>(),
    came: new Map(),
    told: new Map(),
    shapes: new Map(),
    newest: '',
  };
  union.rules = rules(union);
  return union;
}

type Parent = { readonly column: string; readonly table: string; readonly to: string };
export type Shape = {
  readonly columns: readonly Column[];
  readonly shared: readonly string[];
  readonly keys: readonly string[];
  readonly parents: readonly Parent[];
  /** Columns that hold ids of rows. */
  readonly ids: readonly string[];
};

export const note = (into: Map<string, Set<string>>, table: string, id: string) =>
  into.set(table, (into.get(table) ?? new Set()).add(id));

/** Ids of what came in, of these tables or references. */
export const came = (union: Union, ...names: readonly string[]): Set<string> =>
  new Set(names.flatMap((name) => [...(union.came.get(name) ?? [])]));

/** Other consoles have to hear of this row. */
export const tell = (union: Union, table: string, id: string) => note(union.told, table, id);

/** Which of two values is greater; nothing is less than anything. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : -1;
  if (b === null || b === undefined) return 1;
  if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) return Buffer.compare(a, b);
  if (typeof a === typeof b) return (a as string) < (b as string) ? -1 : 1;
  return typeof a === 'number' ? -1 : 1;
}
export const greater = (a: unknown, b: unknown): unknown => (compare(a, b) >= 0 ? a : b);
