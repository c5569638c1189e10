import { keepAdmin } from '../../access/accountRecord.ts';
import { append } from '../../ledger/append.ts';
import type { Core } from '../../store/context.ts';
import { one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import { tell, type Union } from './union.ts';

const hasAdmin = (db: Reader): boolean =>
  one(db, "SELECT 1 FROM account WHERE role = 'admin' AND active = 1 AND api_key = 0 LIMIT 1") !== undefined;

/** Of those who ever were admins, the last one who was switched off or given another role. */
const lastToGo = (db: Reader) =>
  one<{ id: string }>(
    db,
    `SELECT id FROM account WHERE api_key = 0 AND (role = 'admin' OR id IN (
       SELECT payload ->> 'account' FROM ledger
       WHERE kind IN ('account-created', 'account-changed') AND json_valid(payload) AND payload ->> 'role' = 'admin'))
     ORDER BY standing_rev DESC, id LIMIT 1`,
  );

/**
 * Brings accounts of other consoles by `bring`, and keeps an admin. A console refuses to switch off its last
 * one, but two admins can switch each other off at two consoles. As if one act had come after the other, the
 * later one is refused then, so every console keeps the same admin; it is told again.
 */
export function keepingAdmin(core: Core, union: Union, bring: () => void): void {
  const { tx, mode } = union;
  const had = mode === 'changes' && hasAdmin(tx.db);
  bring();
  if (!had || hasAdmin(tx.db)) return;
  const last = lastToGo(tx.db);
  if (last === undefined) return;
  keepAdmin(tx, last.id);
  append(core, tx, { kind: 'admin-kept', actorId: null, payload: { account: last.id } });
  tell(union, 'account', last.id);
}
