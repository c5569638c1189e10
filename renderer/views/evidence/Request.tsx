import { Fragment, type ReactNode } from 'react';
import type { Evidence } from '../../../shared/contract/evidence.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { enforcedAfter } from '../../components/oversight/enforced.ts';
import { Marked } from '../../components/oversight/Marked.tsx';
import { WhenText } from '../../components/oversight/When.tsx';
import { causeNames, messageStates } from '../../components/oversight/words.ts';
import { Tag } from '../../components/Tag.tsx';
import styles from './evidence.module.css';

type Props = {
  request: Evidence['requests'][number];
  confirmation: Evidence['confirmations'][number] | null;
};

/** One opt-out: the words, the three times, and what came of it. */
export function Request({ request, confirmation }: Props) {
  const facts: (readonly [string, ReactNode])[] = [
    ['Asked', <WhenText key="said" at={request.saidAt} />],
    ['Received', <WhenText key="received" at={request.receivedAt} />],
    [
      'Enforced',
      <Fragment key="at">
        <WhenText at={request.at} /> <span className={styles.soft}>{enforcedAfter(request)}</span>
      </Fragment>,
    ],
    ['Cause', request.automatic ? `${causeNames[request.cause]}, automatic` : causeNames[request.cause]],
    ['By', request.by ?? (request.automatic ? 'nobody: by rule' : 'not recorded')],
    ['Reason', request.reason],
    ['Rule', request.rule],
    ['Campaign', request.campaignName ?? ''],
    ['Sender number', request.senderNumber === null ? '' : formatNumber(request.senderNumber)],
    ['Queued texts cancelled', request.cancelled],
    ['Texts that left since', <Left key="left" request={request} />],
    ['Confirmation', confirmation === null ? 'none from Heed' : messageStates[confirmation.state]],
    ['Reversed', request.reversedAt === null ? '' : <WhenText key="reversed" at={request.reversedAt} />],
  ];
  return (
    <div className={styles.request} data-reversed={request.reversed || undefined}>
      <div className={styles.requestHead}>
        {request.evidence === null ? (
          <span className={styles.soft}>No text of the contact</span>
        ) : (
          <q className={styles.quote}>
            <Marked text={request.evidence} matched={request.matched} />
          </q>
        )}
        {request.reversed ? <Tag>reversed</Tag> : <Tag tone="stop">in force</Tag>}
      </div>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
    </div>
  );
}

/** The promise in a figure: after an opt-out, while it is in force, nothing leaves but its confirmation. */
function Left({ request }: { request: Props['request'] }) {
  if (request.leftAfter === 0) return <strong>none</strong>;
  return <strong className={styles.bad}>{request.leftAfter}</strong>;
}
