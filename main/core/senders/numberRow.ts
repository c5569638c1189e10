import type { SenderNumber } from '../../../shared/contract/connections.ts';
import { t } from '../../../shared/text/say.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

type NumberRow = {
  id: string;
  connection_id: string;
  number: string;
  label: string;
  active: number;
  stopped_at: number | null;
  stopped_detail: Stored;
};
const NUMBER = 'id, connection_id, number, label, active, stopped_at, stopped_detail';
function toNumber(row: NumberRow): SenderNumber {
  return {
    id: row.id,
    connectionId: row.connection_id,
    number: row.number,
    label: row.label,
    active: row.active === 1,
    stopped: row.stopped_at === null ? null : said(row.stopped_detail),
  };
}

/** The sender numbers of a connection. */
export function numbersOf(db: Reader, connectionId: string): SenderNumber[] {
  return all<NumberRow>(
    db,
    `SELECT ${NUMBER} FROM sender_number WHERE connection_id = ? ORDER BY number`,
    connectionId,
  ).map(toNumber);
}

/** @throws CoreError NOT_FOUND */
export function numberOf(db: Reader, id: string): SenderNumber {
  const row = one<NumberRow>(db, `SELECT ${NUMBER} FROM sender_number WHERE id = ?`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:connection.noNumber'));
  return toNumber(row);
}
