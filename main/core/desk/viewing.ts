import type { Me } from '../../../shared/contract/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../errors.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * In whose eyes a reading query answers: the caller's own, or for an admin those of a texter, whose role and id then stand in the
 * query itself. @throws CoreError FORBIDDEN to everybody but admins; NOT_FOUND where the account is no texter
 */
export function viewerOf(db: Reader, me: Me, viewAs: string | undefined): Me {
  if (viewAs === undefined) return me;
  if (me.role !== 'admin') throw new CoreError('FORBIDDEN', t('core:viewing.adminOnly'));
  const row = one<{ id: string; login: string; name: string; role: Role }>(
    db,
    "SELECT id, login, name, role FROM account WHERE id = ? AND role = 'texter'",
    viewAs,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('core:viewing.none'));
  return { ...me, ...row };
}
