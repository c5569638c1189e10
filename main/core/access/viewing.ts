import type { Me } from '../../../shared/contract/access/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { Session } from './sessions.ts';

/**
 * The account of the texter as whom an admin wants to look. @throws CoreError NOT_FOUND where the account is
 * no texter's
 */
export function texterToViewAs(db: Reader, id: string): Me {
  const row = one<{ id: string; login: string; name: string; role: Role }>(
    db,
    "SELECT id, login, name, role FROM account WHERE id = ? AND role = 'texter'",
    id,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('core:viewing.none'));
  return row;
}

/** The caller, and the texter as whom their sign-in looks, if any. */
type ViewingCaller = Pick<Session, 'me' | 'viewing'> & { readonly core: Pick<Core, 'db'> };

/**
 * The viewer for whom a reading query answers: the caller, or, for an admin, the texter as whom their sign-in
 * looks; the query then uses that texter's role and id. Only a texter as whom the admin has begun to look,
 * since that is in the ledger (`messenger.beginViewing`).
 * @throws CoreError FORBIDDEN to everybody else; NOT_FOUND where the account is no texter's any more
 */
export function viewerOf({ core, me, viewing }: ViewingCaller, viewAs: string | undefined): Me {
  if (viewAs === undefined) return me;
  if (me.role !== 'admin') throw new CoreError('FORBIDDEN', t('core:viewing.adminOnly'));
  if (viewing?.id !== viewAs) throw new CoreError('FORBIDDEN', t('core:viewing.begin'));
  return { ...me, ...texterToViewAs(core.db, viewAs) };
}
