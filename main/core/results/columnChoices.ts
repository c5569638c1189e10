import { z } from 'zod';
import { ColumnChoices, type ResultsKind } from '../../../shared/contract/results.ts';
import { append } from '../ledger/append.ts';
import { setSetting } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const KEY = 'resultColumns';
const Stored = z.object({ contacts: ColumnChoices, texts: ColumnChoices, texters: ColumnChoices }).partial();

function stored(db: Reader): z.infer<typeof Stored> {
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', KEY);
  return row === undefined ? {} : Stored.parse(JSON.parse(row.value));
}

/** What people chose for columns, by their ids; for every campaign, since an id means the same in each. */
export const readColumnChoices = (db: Reader, kind: ResultsKind): ColumnChoices => stored(db)[kind] ?? {};

/** Remembers the choices for these columns; those for others stay. */
export function saveColumnChoices(
  core: Core,
  tx: Tx,
  actorId: string,
  kind: ResultsKind,
  columns: ColumnChoices,
): void {
  const before = stored(tx.db);
  const choices = Object.entries({ ...before[kind], ...columns }).map(([id, { name = '', on = true }]) => {
    const choice = { ...(name === '' ? {} : { name }), ...(on ? {} : { on }) };
    return [id, choice] as const;
  });
  const chosen = choices.filter(([, choice]) => Object.keys(choice).length > 0);
  setSetting(tx, KEY, { ...before, [kind]: Object.fromEntries(chosen) });
  append(core, tx, {
    kind: 'result-columns-chosen',
    actorId,
    payload: { kind, columns: Object.keys(columns).length },
  });
  tx.touch('settings');
}
