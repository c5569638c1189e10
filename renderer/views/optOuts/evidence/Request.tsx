import { Fragment, type ReactNode } from 'react';
import type { Evidence } from '../../../../shared/contract/optOuts/evidence.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenText } from '../../../components/base/When.tsx';
import { enforcedAfter } from '../../../components/optOuts/enforced.ts';
import { Marked } from '../../../components/text/Marked.tsx';
import styles from './evidence.module.css';

type Props = {
  request: Evidence['requests'][number];
  confirmation: Evidence['confirmations'][number] | null;
};

/** One opt-out: the words, the three times, and the consequences. */
export function Request({ request, confirmation }: Props) {
  const cause = t(`causes:${request.cause}.name`);
  const facts: (readonly [string, ReactNode])[] = [
    [t('evidence:request.asked'), <WhenText key="said" at={request.saidAt} />],
    [t('evidence:request.received'), <WhenText key="received" at={request.receivedAt} />],
    [
      t('evidence:request.enforced'),
      <Fragment key="at">
        <WhenText at={request.at} /> <span className={styles.soft}>{enforcedAfter(request)}</span>
      </Fragment>,
    ],
    [t('evidence:request.cause'), request.automatic ? t('evidence:request.automatic', { cause }) : cause],
    [
      t('evidence:request.by'),
      request.by ?? (request.automatic ? t('evidence:request.byRule') : t('evidence:request.notRecorded')),
    ],
    [t('evidence:request.reason'), request.reason],
    [t('evidence:request.rule'), request.rule],
    [t('evidence:request.campaign'), request.campaignName ?? ''],
    [t('evidence:request.sender'), request.senderNumber === null ? '' : formatNumber(request.senderNumber)],
    [t('evidence:request.cancelled'), request.cancelled],
    [t('evidence:request.left'), <Left key="left" request={request} />],
    [
      t('evidence:request.confirmation'),
      confirmation === null
        ? t('evidence:request.noConfirmation')
        : t(`words:messageState.${confirmation.state}`),
    ],
    [
      t('evidence:request.reversedAt'),
      request.reversedAt === null ? '' : <WhenText key="reversed" at={request.reversedAt} />,
    ],
  ];
  return (
    <div className={styles.request} data-reversed={request.reversed || undefined}>
      <div className={styles.requestHead}>
        {request.evidence === null ? (
          <span className={styles.soft}>{t('evidence:request.noText')}</span>
        ) : (
          <q className={styles.quote}>
            <Marked text={request.evidence} matched={request.matched} />
          </q>
        )}
        {request.reversed ? (
          <Tag>{t('evidence:request.reversed')}</Tag>
        ) : (
          <Tag tone="stop">{t('evidence:request.inForce')}</Tag>
        )}
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

/**
 * How many texts left while the opt-out was in force, without its confirmation: 0, if Heed keeps its promise.
 */
function Left({ request }: { request: Props['request'] }) {
  if (request.leftAfter === 0) return <strong>{t('evidence:request.none')}</strong>;
  return <strong className={styles.bad}>{request.leftAfter}</strong>;
}
