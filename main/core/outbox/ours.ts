import type { Core } from '../store/context.ts';
import { all, listOf, type Sql, sql } from '../store/statement.ts';

/** Whether this console sends a text, as a condition over `m`, the table `message`. */
export function sentByUs(core: Core): Sql {
  if (core.sending.alone) return sql`TRUE`;
  const ours = all<{ id: string }>(core.db, 'SELECT id FROM connection')
    .map(({ id }) => id)
    .filter(core.sending.mine);
  return sql`m.connection_id IN ${listOf(ours)}`;
}
