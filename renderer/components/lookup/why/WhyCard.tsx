import type { ReactNode } from 'react';
import type { Why } from '../../../../shared/contract/people.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { allOf } from '../../../language/formats.ts';
import { isBlocked, tail, toneOf } from '../../optOuts/canBeTexted.ts';
import styles from './why.module.css';

type Sender = Why['senderNumbers'][number];

/** The answer in one card: organisation, each sender number's state, and how to undo it. */
export function WhyCard(props: { why: Why }): ReactNode {
  const { why } = props;
  const undo = undoOf(why);
  return (
    <div className={styles.card} data-tone={toneOf(why)}>
      <p className={styles.headline}>{why.headline}</p>
      <dl className={styles.facts}>
        <dt>{t('why:organisation')}</dt>
        <dd>{why.optedOut ? t('why:out') : t('why:notOut')}</dd>
        <dt>{t('why:provider')}</dt>
        <dd>
          {why.senderNumbers.length === 0 ? <span className={styles.soft}>{t('why:noSender')}</span> : null}
          {why.senderNumbers.map((sender) => (
            <SenderState key={sender.number} sender={sender} />
          ))}
        </dd>
        {undo === null ? null : (
          <>
            <dt>{t('why:undo')}</dt>
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
  return sender.block === 'confirmed' && sender.code !== ''
    ? t('why:sender.confirmedCode', { number, code: sender.code })
    : t(`why:sender.${sender.block}`, { number });
}

/** Both blocks must be lifted: ours by an admin, the provider's by the contact. */
function undoOf(why: Why): string | null {
  const numbers = allOf(why.senderNumbers.filter(isBlocked).map((sender) => tail(sender.number)));
  if (numbers === '') return why.optedOut ? t('why:undoByAdmin') : null;
  return why.optedOut ? t('why:undoByBoth', { numbers }) : t('why:undoByStart', { numbers });
}
