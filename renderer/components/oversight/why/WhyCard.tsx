import type { ReactNode } from 'react';
import type { Why } from '../../../../shared/contract/person.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { isBlocked, tail, toneOf } from '../words.ts';
import styles from './why.module.css';

type Sender = Why['senderNumbers'][number];

/** The answer in one card: organisation, every sender number's provider state, and what it takes to undo it. */
export function WhyCard(props: { why: Why }): ReactNode {
  const { why } = props;
  const undo = undoOf(why);
  return (
    <div className={styles.card} data-tone={toneOf(why)}>
      <p className={styles.headline}>{why.headline}</p>
      <dl className={styles.facts}>
        <dt>Organisation</dt>
        <dd>{why.optedOut ? 'opted out, every campaign' : 'not opted out'}</dd>
        <dt>Provider</dt>
        <dd>
          {why.senderNumbers.length === 0 ? (
            <span className={styles.soft}>no sender number met yet</span>
          ) : null}
          {why.senderNumbers.map((sender) => (
            <SenderState key={sender.number} sender={sender} />
          ))}
        </dd>
        {undo === null ? null : (
          <>
            <dt>To undo</dt>
            <dd>{undo}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function SenderState(props: { sender: Sender }): ReactNode {
  const { sender } = props;
  const blocked = isBlocked(sender);
  return (
    <div className={blocked ? undefined : styles.soft} title={sender.sentence}>
      {stateOf(sender)}
    </div>
  );
}

function stateOf(sender: Sender): string {
  const number = formatNumber(sender.number).replaceAll(' ', '\u00a0');
  const code = sender.code === '' ? '' : ` (${sender.code})`;
  switch (sender.block) {
    case 'confirmed':
      return `refused a message from ${number}${code}`;
    case 'inferred':
      return `blocked from ${number}`;
    case 'cleared':
      return `no longer blocked from ${number}`;
    case 'none':
      return `not blocked from ${number}`;
  }
}

/** Both halves have to be undone: ours by an admin, the provider's by the contact. */
function undoOf(why: Why): string | null {
  const blocks = why.senderNumbers.filter(isBlocked).map((sender) => tail(sender.number));
  const start = blocks.length === 0 ? null : `they text START to ${blocks.join(' and to ')}`;
  if (why.optedOut) return start === null ? 'an admin opts them in' : `an admin opts them in, and ${start}`;
  return start;
}
