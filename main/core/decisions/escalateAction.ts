import { ASKED_TO_STOP, SUPERVISED } from '../../../shared/contract/decisions/mayDecide.ts';
import type { ActionKind, Region, Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import * as record from '../actions/actionRecord.ts';
import { CoreError } from '../base/errors.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

/** Business days that the owner has where nobody says otherwise. */
const ANSWER_WITHIN = 2;
/** What is given to somebody for longer than this is forgotten. Milliseconds. */
const FARTHEST = 366 * 86_400_000;

type Row = {
  readonly id: string;
  readonly subject: string;
  readonly kind: ActionKind;
  readonly state: string;
  readonly due_at: number;
  readonly region: Region | null;
};

type Input = {
  readonly id: string;
  readonly ownerId: string;
  readonly answerBy?: number | undefined;
  readonly note: string;
  readonly actorId: string;
};

/** Who is asked must be able to decide it. @throws CoreError INVALID */
function mustBeAble(tx: Tx, ownerId: string, kind: ActionKind): void {
  const owner = one<{ role: Role }>(
    tx.db,
    'SELECT role FROM account WHERE id = ? AND active = 1 AND api_key = 0',
    ownerId,
  );
  if (owner === undefined || owner.role === 'texter')
    throw new CoreError('INVALID', t('core:action.overseersOnly'));
  if (owner.role === 'supervisor' && !SUPERVISED.has(kind))
    throw new CoreError('INVALID', t('core:action.adminsDecide'));
}

/**
 * By when the owner should decide. A request to stop is never put off past the day that the law, or Heed by
 * itself, wants it decided. @throws CoreError INVALID for a time that has passed, or is too far
 */
function answerBy(tx: Tx, row: Row, wanted: number | undefined): number {
  if (wanted !== undefined && (wanted <= tx.now || wanted > tx.now + FARTHEST))
    throw new CoreError('INVALID', t('core:action.answerBy'));
  const by = wanted ?? addBusinessDays(tx.now, ANSWER_WITHIN, row.region ?? 'US');
  return ASKED_TO_STOP.has(row.kind) ? Math.min(by, row.due_at) : by;
}

/**
 * Gives an open action to a named admin or supervisor, with a time and a reason. Returns by when they should
 * have decided.
 * @throws CoreError NOT_FOUND; CONFLICT for one that is done; INVALID for somebody who could not decide it
 */
export function escalateAction(core: Core, tx: Tx, input: Input): number {
  const row = one<Row>(
    tx.db,
    `SELECT a.id, a.subject, a.kind, a.state, a.due_at, k.region FROM action a
     LEFT JOIN conversation c ON c.id = a.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id WHERE a.id = ?`,
    input.id,
  );
  if (!row) throw new CoreError('NOT_FOUND', t('core:action.gone'));
  if (row.state !== 'open') throw new CoreError('CONFLICT', t('core:action.decided'));
  mustBeAble(tx, input.ownerId, row.kind);
  const by = answerBy(tx, row, input.answerBy);
  record.escalateAction(core, tx, row, { ...input, answerBy: by });
  return by;
}
