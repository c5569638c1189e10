import { SUPERVISED } from '../../../shared/contract/decisions/mayDecide.ts';
import type { ActionKind, Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { assignAction } from '../actions/actionRecord.ts';
import { CoreError } from '../base/errors.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

type Row = {
  readonly id: string;
  readonly subject: string;
  readonly kind: ActionKind;
  readonly state: string;
  readonly texter_id: string | null;
};

/**
 * Assigns open actions to a person, or to nobody: all of them, or none. A texter gets only actions about
 * their own conversations, since they see no others.
 * @throws CoreError NOT_FOUND; CONFLICT for one that is done; INVALID for somebody who could not do it
 */
export function assignActions(
  core: Core,
  tx: Tx,
  input: { readonly ids: readonly string[]; readonly accountId: string | null; readonly actorId: string },
): void {
  const whom =
    input.accountId === null
      ? null
      : one<{ role: Role; active: number }>(
          tx.db,
          'SELECT role, active FROM account WHERE id = ?',
          input.accountId,
        );
  if (whom === undefined || whom?.active === 0) {
    throw new CoreError('INVALID', t('core:action.activeOnly'));
  }
  for (const id of input.ids) {
    const row = one<Row>(
      tx.db,
      `SELECT a.id, a.subject, a.kind, a.state, c.texter_id FROM action a LEFT JOIN conversation c ON c.id = a.conversation_id
       WHERE a.id = ?`,
      id,
    );
    if (!row) throw new CoreError('NOT_FOUND', t('core:action.gone'));
    if (row.state !== 'open') throw new CoreError('CONFLICT', t('core:action.decided'));
    if (whom?.role === 'texter' && row.texter_id !== input.accountId) {
      throw new CoreError('INVALID', t('core:action.ownOnly'));
    }
    if (whom?.role === 'supervisor' && !SUPERVISED.has(row.kind)) {
      throw new CoreError('INVALID', t('core:action.adminsDecide'));
    }
    assignAction(core, tx, row, input.accountId, input.actorId);
  }
}
