import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { ChangedNumber, SenderNumber } from '../../../shared/contract/connections.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { addSenderNumber, changeSenderNumber, releaseSenders } from '../connections/senderNumberRecord.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { noted, rowOf } from './connectionRow.ts';
import { numberOf } from './numberRow.ts';
import { giveUpNumber } from './retireNumber.ts';

/** @throws CoreError NOT_FOUND, CONFLICT when the number is known already */
export function addNumber(
  core: Core,
  tx: Tx,
  actorId: string,
  connectionId: string,
  number: string,
  label: string,
): SenderNumber {
  rowOf(tx.db, connectionId);
  if (one(tx.db, 'SELECT 1 FROM sender_number WHERE number = ?', number)) {
    throw new CoreError('CONFLICT', t('core:connection.numberThere'));
  }
  const id = addSenderNumber(tx, connectionId, number, label);
  noted(core, tx, actorId, 'sender-number-added', { connection: connectionId, senderNumber: id });
  return { id, connectionId, number, label, active: true, stopped: null };
}

export type NumberChange = {
  readonly label?: string | undefined;
  readonly active?: boolean | undefined;
  /**
   * With `active: false`: the sender number that takes over first texts and the people who were not texted
   * yet.
   */
  readonly moveTo?: string | undefined;
  readonly confirmed?: readonly WarningCode[];
};

const NOTHING_MOVED = { texts: 0, contacts: 0, givenUp: 0 };

/**
 * Labels or retires a sender number.
 * @throws CoreError NOT_FOUND, INVALID for a number that cannot take over; UnconfirmedError where texts would
 * be lost
 */
export function updateNumber(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  change: NumberChange,
): ChangedNumber {
  numberOf(tx.db, id);
  if (change.moveTo !== undefined && change.active !== false)
    throw new CoreError('INVALID', t('core:connection.moveRetired'));
  const moved =
    change.active === false
      ? giveUpNumber(core, tx, actorId, id, { moveTo: change.moveTo, confirmed: change.confirmed ?? [] })
      : NOTHING_MOVED;
  changeSenderNumber(tx, id, change);
  if (change.active === true) releaseSenders(core, tx, { senderNumberId: id }, actorId);
  const number = numberOf(tx.db, id);
  noted(core, tx, actorId, 'sender-number-changed', {
    senderNumber: id,
    active: number.active,
    ...(moved.givenUp > 0 ? { givenUp: moved.givenUp } : {}),
  });
  tx.touch('conversations');
  return { ...number, moved };
}
