import type { ReactNode } from 'react';
import type { Evidence, EvidenceFile, LedgerProof } from '../../../../shared/contract/optOuts/evidence.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { bytes as fileSize } from '../../../components/base/fileSize.ts';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenText } from '../../../components/base/When.tsx';
import { Rich } from '../../../language/Rich.tsx';
import styles from './evidence.module.css';
import { LedgerPart } from './LedgerPart.tsx';
import { Request } from './Request.tsx';
import { heads, Rows } from './Rows.tsx';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

type Props = {
  evidence: Evidence;
  ledger: LedgerProof;
  problems: readonly string[];
  /** While printing: the ledger's entry about this export. */
  made: EvidenceFile['made'] | null;
};

/**
 * One page about a number's consent: requests, opt-outs, prevented texts, confirmations, who did what since,
 * and how to check it.
 */
export function EvidencePage({ evidence, ledger, problems, made }: Props): ReactNode {
  const { requests, confirmations, prevented, deeds, texts } = evidence;
  return (
    <>
      <p className={styles.unrecorded}>{t('evidence:unrecorded')}</p>
      <article className={styles.page} data-recorded={made === null ? undefined : true}>
        <header className={styles.head}>
          <div>
            <h2 className={styles.number}>
              {evidence.number === null ? t('evidence:erased') : formatNumber(evidence.number)}
            </h2>
            <div className={styles.soft}>
              <Rich
                text="evidence:knownAs"
                values={{
                  name: evidence.name === '' ? t('evidence:noName') : evidence.name,
                  subject: evidence.subject,
                }}
                tags={{ subject: <code /> }}
              />
            </div>
            <div className={styles.soft}>{t('evidence:zone', { zone: ZONE })}</div>
            {made === null ? null : (
              <div className={styles.soft}>
                <Rich
                  text="evidence:printedBy"
                  values={{ by: made.by, organisation: made.organisation }}
                  tags={{ when: <WhenText at={made.at} /> }}
                />
              </div>
            )}
          </div>
          {evidence.optedOut ? (
            <Tag tone="stop">{t('evidence:optedOut')}</Tag>
          ) : (
            <Tag>{t('evidence:notOptedOut')}</Tag>
          )}
        </header>
        <Whole ledger={ledger} problems={problems} />
        <Part title={t('evidence:part.requests')} empty={t('evidence:part.noRequests')}>
          {requests.map((request) => (
            <Request
              key={request.id}
              request={request}
              confirmation={confirmations.find((each) => each.optOutId === request.id) ?? null}
            />
          ))}
        </Part>
        <Part title={t('evidence:part.prevented')} empty={t('evidence:part.noPrevented')}>
          {prevented.length === 0 ? null : (
            <Rows
              head={heads('when', 'wouldHaveGone', 'whyNot', 'campaign')}
              rows={prevented.map((each) => ({
                key: each.id,
                cells: [
                  <WhenText key="at" at={each.at} />,
                  each.body,
                  each.sentence,
                  each.campaignName ?? '–',
                ],
              }))}
            />
          )}
        </Part>
        <Part title={t('evidence:part.confirmations')} empty={t('evidence:part.noConfirmations')}>
          {confirmations.length === 0 ? null : (
            <Rows
              head={heads('when', 'text', 'by', 'state')}
              rows={confirmations.map((each) => ({
                key: each.id,
                cells: [
                  <WhenText key="at" at={each.at} />,
                  each.body,
                  each.sentBy === 'heed' ? 'Heed' : t('evidence:byProvider'),
                  t(`words:messageState.${each.state}`),
                ],
              }))}
            />
          )}
        </Part>
        <Part title={t('evidence:part.deeds')} empty={t('evidence:part.noDeeds')}>
          {deeds.length === 0 ? null : (
            <Rows
              head={heads('when', 'what', 'who', 'entry')}
              rows={deeds.map((deed) => ({
                key: `${deed.chain} ${deed.position} ${deed.at}`,
                cells: [
                  <WhenText key="at" at={deed.at} />,
                  deedText(evidence, deed),
                  deed.by ?? t('evidence:byItself'),
                  `${deed.chain} ${deed.position}`,
                ],
              }))}
            />
          )}
        </Part>
        <Part title={t('evidence:part.texts')} empty={t('evidence:part.noTexts')}>
          {texts.length === 0 ? null : (
            <Rows
              head={heads('when', 'from', 'text', 'state')}
              rows={texts.map((text) => ({
                key: text.id,
                cells: [
                  <WhenText key="at" at={text.at} />,
                  text.direction === 'in' ? t('evidence:contact') : (text.campaignName ?? t('evidence:us')),
                  <TextBody key="body" text={text} />,
                  t(`words:messageState.${text.state}`),
                ],
              }))}
            />
          )}
        </Part>
        <LedgerPart ledger={ledger} />
      </article>
    </>
  );
}

/** The reason that an admin gave for an opt-in is in the reversal of that moment. */
function deedText(evidence: Evidence, deed: Evidence['deeds'][number]): string {
  if (deed.kind !== 'opt-out-reversed') return deed.text;
  const reason = evidence.reversals.find((each) => Math.abs(each.at - deed.at) < 1000 && !each.undo)?.reason;
  return reason === undefined ? deed.text : t('evidence:because', { deed: deed.text, reason });
}

/** A text with what identifies its pictures, so that a file kept elsewhere can be compared. */
function TextBody({ text: { body, pictures = [] } }: { text: Evidence['texts'][number] }) {
  return (
    <>
      {body}
      {pictures.map(({ hash, kind, bytes }) => (
        <div key={hash} className={styles.soft}>
          <Rich
            text="evidence:picture"
            values={{ kind: kind.toUpperCase(), size: fileSize(bytes), hash }}
            tags={{ hash: <code className={styles.hash} /> }}
          />
        </div>
      ))}
    </>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: ReactNode }) {
  const bare = children === null || (Array.isArray(children) && children.length === 0);
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {bare ? <p className={styles.soft}>{empty}</p> : children}
    </section>
  );
}

/** What the proof shows, and what it cannot. */
function wholeText({ chains, others }: LedgerProof): string {
  const entries = chains.flatMap(({ steps }) =>
    steps.flatMap((step) => ('entry' in step ? [step.entry.id] : [])),
  );
  const values = {
    count: new Set(entries).size,
    chains: chains.length,
    length: chains.reduce((sum, { length }) => sum + length, 0),
  };
  const shown =
    chains.length === 0
      ? t('evidence:noEntry')
      : t(chains.length === 1 ? 'evidence:chained' : 'evidence:inChains', values);
  return chains.length + others.length > 1 ? `${shown} ${t('evidence:upTo')}` : shown;
}

/** Whether everything agrees, as the server has just checked. */
function Whole({ ledger, problems }: { ledger: LedgerProof; problems: readonly string[] }) {
  if (problems.length > 0) {
    return (
      <div className={styles.whole} data-tone="stop" role="alert">
        <strong>{t('evidence:notWhole')}</strong>
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div className={styles.whole} data-tone="ok">
      <strong>{t('evidence:whole')}</strong>
      <div>{wholeText(ledger)}</div>
    </div>
  );
}
