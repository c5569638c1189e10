import type { ReactNode } from 'react';
import type { Evidence, EvidenceFile, LedgerProof } from '../../../shared/contract/evidence.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { WhenText } from '../../components/oversight/When.tsx';
import { messageStates } from '../../components/oversight/words.ts';
import { Tag } from '../../components/Tag.tsx';
import styles from './evidence.module.css';
import { LedgerPart } from './LedgerPart.tsx';
import { Request } from './Request.tsx';
import { Rows } from './Rows.tsx';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

type Props = {
  evidence: Evidence;
  ledger: LedgerProof;
  problems: readonly string[];
  /** While it is printed: the export that the ledger has of it. */
  made: EvidenceFile['made'] | null;
};

/** One page that says what was asked, received, enforced, prevented and confirmed, who did what since, and why it can be believed. */
export function EvidencePage({ evidence, ledger, problems, made }: Props): ReactNode {
  const { requests, confirmations, prevented, deeds, texts } = evidence;
  return (
    <>
      <p className={styles.unrecorded}>
        Print this page with Heed’s own button “Print or PDF”, so that the export is recorded in the ledger.
      </p>
      <article className={styles.page} data-recorded={made === null ? undefined : true}>
        <header className={styles.head}>
          <div>
            <h2 className={styles.number}>
              {evidence.number === null ? 'Erased number' : formatNumber(evidence.number)}
            </h2>
            <div className={styles.soft}>
              {evidence.name === '' ? 'Nobody known by name' : evidence.name}
              {' · known to the ledger as '}
              <code>{evidence.subject}</code>
            </div>
            <div className={styles.soft}>Times are those of the zone {ZONE}.</div>
            {made === null ? null : (
              <div className={styles.soft}>
                Printed by {made.by}, {made.organisation}, <WhenText at={made.at} />
              </div>
            )}
          </div>
          {evidence.optedOut ? <Tag tone="stop">opted out</Tag> : <Tag>not opted out</Tag>}
        </header>
        <Whole ledger={ledger} problems={problems} />
        <Part title="What was asked, received and enforced" empty="Nobody has opted this number out.">
          {requests.map((request) => (
            <Request
              key={request.id}
              request={request}
              confirmation={confirmations.find((each) => each.optOutId === request.id) ?? null}
            />
          ))}
        </Part>
        <Part title="What was prevented" empty="Nothing had to be prevented.">
          {prevented.length === 0 ? null : (
            <Rows
              head={['When', 'What would have gone', 'Why it did not', 'Campaign']}
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
        <Part title="What was confirmed" empty="No confirmation was sent.">
          {confirmations.length === 0 ? null : (
            <Rows
              head={['When', 'Text', 'By', 'State']}
              rows={confirmations.map((each) => ({
                key: each.id,
                cells: [
                  <WhenText key="at" at={each.at} />,
                  each.body,
                  each.sentBy === 'heed' ? 'Heed' : 'the provider',
                  messageStates[each.state],
                ],
              }))}
            />
          )}
        </Part>
        <Part title="Who did what" empty="The ledger knows nothing of this number.">
          {deeds.length === 0 ? null : (
            <Rows
              head={['When', 'What', 'Who', 'Entry']}
              rows={deeds.map((deed) => ({
                key: String(deed.position),
                cells: [
                  <WhenText key="at" at={deed.at} />,
                  deed.text + reasonOf(evidence, deed),
                  deed.by ?? 'by itself',
                  deed.position,
                ],
              }))}
            />
          )}
        </Part>
        <Part title="Every text" empty="No text was sent to this number, and none came from it.">
          {texts.length === 0 ? null : (
            <Rows
              head={['When', 'From', 'Text', 'State']}
              rows={texts.map((text) => ({
                key: text.id,
                cells: [
                  <WhenText key="at" at={text.at} />,
                  text.direction === 'in' ? 'the contact' : (text.campaignName ?? 'us'),
                  text.body,
                  messageStates[text.state],
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

/** The reason that an admin gave for an opt-in stands with the reversal of that moment. */
function reasonOf(evidence: Evidence, deed: Evidence['deeds'][number]): string {
  if (deed.kind !== 'opt-out-reversed') return '';
  const reason = evidence.reversals.find((each) => Math.abs(each.at - deed.at) < 1000 && !each.undo)?.reason;
  return reason === undefined ? '' : `: ${reason}`;
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

/** Whether all of it fits together, checked by the server just now. */
function Whole({ ledger, problems }: { ledger: LedgerProof; problems: readonly string[] }) {
  const entries = ledger.steps.filter((step) => 'entry' in step).length;
  if (problems.length > 0) {
    return (
      <div className={styles.whole} data-tone="stop" role="alert">
        <strong>The record about this number is not whole</strong>
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
      <strong>The record about this number is whole</strong>
      <div>
        {entries === 0
          ? 'The ledger has no entry about it.'
          : `${entries === 1 ? 'Its one ledger entry is' : `All ${entries} ledger entries about it are`} unchanged and linked to the head of a ledger of ${ledger.length} entries; none is left out. The times below are those of the ledger.`}
      </div>
    </div>
  );
}
