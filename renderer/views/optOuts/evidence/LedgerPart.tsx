import type { LedgerProof } from '../../../../shared/contract/optOuts/evidence.ts';
import { t } from '../../../../shared/text/say.ts';
import { Rich } from '../../../language/Rich.tsx';
import styles from './evidence.module.css';
import { heads, Rows } from './Rows.tsx';

/** The entries as they were chained, and how somebody with only the file checks them. */
export function LedgerPart({ ledger }: { ledger: LedgerProof }) {
  const steps = ledger.chains.flatMap((proof) =>
    proof.steps.map((step) => ({ chain: proof.chain, ...step })),
  );
  const entries = steps.filter((step) => 'entry' in step).toReversed();
  const others = steps.length - entries.length;
  return (
    <section className={styles.part}>
      <h3>{t('evidence:ledger.title')}</h3>
      {entries.length === 0 ? (
        <p className={styles.soft}>{t('evidence:ledger.none')}</p>
      ) : (
        <Rows
          head={heads('entry', 'kind', 'madeBy', 'content')}
          rows={entries.map(({ chain, position, nth, entry }) => ({
            key: `${chain} ${position} ${nth} ${entry.id}`,
            cells: [
              t('evidence:ledger.place', { chain, position, nth }),
              entry.kind,
              <code key="actor">{entry.actor}</code>,
              <code key="id">
                {entry.id} {entry.payload}
              </code>,
            ],
          }))}
        />
      )}
      {ledger.chains.map(({ chain, length, head }) => (
        <p key={head}>
          <Rich
            text="evidence:ledger.head"
            values={{ chain, length, hash: head }}
            tags={{ hash: <code /> }}
          />
        </p>
      ))}
      {ledger.others.length === 0 ? null : (
        <p className={styles.soft}>{t('evidence:ledger.others', { count: ledger.others.length })}</p>
      )}
      <p className={styles.soft}>
        <Rich
          text="evidence:ledger.check"
          values={{ others, verify: 'npm run -s verify -- --file FILE', store: '--data-dir DIR' }}
          tags={{ verify: <code />, store: <code /> }}
        />
      </p>
    </section>
  );
}
