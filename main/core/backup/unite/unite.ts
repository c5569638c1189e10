import type { Core, Tx } from '../../store/context.ts';
import { skipPast } from '../../webhooksOut/endpointRecord.ts';
import { closeUnsure } from '../unsure.ts';
import { eraseAgain } from './erased.ts';
import { keepingAdmin } from './lastAdmin.ts';
import { uniteLedgers } from './ledger.ts';
import { mendOptOuts } from './mend.ts';
import { project, type Unused } from './project.ts';
import { bringOtherIds, bringRemoved } from './removed.ts';
import { rulesOf } from './rules.ts';
import type { Source } from './source.ts';
import { bringTable } from './take.ts';
import { topicsOf } from './topics.ts';
import { type Mode, newUnion } from './union.ts';

/** What a union did, in counts for an admin. */
export type United = {
  readonly optOuts: number;
  readonly texts: number;
  readonly conversations: number;
  readonly actions: number;
  readonly entries: number;
  /** Texts that only the other store had queued; they do not leave from here. */
  readonly cancelled: number;
  /** People erased on either side, whose data that came in was erased again. */
  readonly erased: number;
};

/** Rows that a union changed beyond what came in, by table: other consoles have to hear of them. */
export type Told = ReadonlyMap<string, ReadonlySet<string>>;

export type UniteOptions = {
  /** Where the rows come from, which says what of them comes back or stays away. */
  readonly mode: Mode;
  /** Their ledger had no fault before. */
  readonly whole: boolean;
  /** false: the caller witnesses their ledger's ends by itself, for many unions at once (consoles/). */
  readonly witness?: boolean;
  /**
   * Takes up the people about whom something came in, and nothing is worked out for them: for a store that
   * comes in many parts, whose caller ends with a union that has them as `people`.
   */
  readonly later?: Set<string>;
  /** Which pictures go that nothing has; those that came in, if left out. */
  readonly unused?: Unused;
  /** People for whom what follows is worked out besides. */
  readonly people?: Iterable<string>;
};

function hasRows(source: Source, table: string): boolean {
  for (const _ of source.rows(table)) return true;
  return false;
}

/**
 * Unites rows of another store of the same organisation with this one, inside one transaction (design, rule
 * 9): of a back-up, of a copy, or what a console has done, as few rows as that may be. Opt-outs, opt-ins,
 * texts, blocks, actions, holds, erasures and ledger entries add up: nothing that either side has is lost,
 * and nothing that either side sent is sent again. What it reads of this store follows from the rows that
 * come in. Call `cleanFile` after it where somebody was erased, and `verify`.
 */
export function unite(
  core: Core,
  tx: Tx,
  source: Source,
  options: UniteOptions,
): United & { readonly told: Told; readonly unwitnessed: number } {
  const { db } = tx;
  db.pragma('defer_foreign_keys = ON');
  const unsure = new Set<string>();
  const union = newUnion(tx, source, options.mode, (made) => rulesOf(made, (id) => unsure.add(id)));
  bringOtherIds(union);
  bringRemoved(union);
  keepingAdmin(core, union, () => {
    for (const table of Object.keys(union.rules)) bringTable(union, table);
  });
  const ledger = uniteLedgers(core, tx, source, {
    restoring: options.mode === 'restore',
    whole: options.whole,
    ...(options.witness === undefined ? {} : { witness: options.witness }),
  });
  skipPast(tx);
  if (options.mode !== 'changes') mendOptOuts(core, tx, union.touched);
  for (const subject of options.people ?? []) union.touched.add(subject);
  project(union, options);
  closeUnsure(tx, unsure);
  const erased = eraseAgain(core, union);
  const tables = [...Object.keys(union.rules), 'ledger', 'removed', 'other_id'];
  const came = options.mode === 'changes' ? tables.filter((table) => hasRows(source, table)) : null;
  for (const topic of topicsOf(came)) tx.touch(topic);
  const added = (table: string) => union.added.get(table) ?? 0;
  return {
    optOuts: added('opt_out'),
    texts: added('message'),
    conversations: added('conversation'),
    actions: added('action'),
    entries: ledger.added,
    cancelled: unsure.size,
    erased,
    told: union.told,
    unwitnessed: ledger.unwitnessed,
  };
}
