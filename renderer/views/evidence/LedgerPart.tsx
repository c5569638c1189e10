import type { LedgerProof } from '../../../shared/contract/evidence.ts';
import styles from './evidence.module.css';
import { Rows } from './Rows.tsx';

/** The entries as they were chained, and how somebody who has only the file checks them. */
export function LedgerPart({ ledger }: { ledger: LedgerProof }) {
  const entries = ledger.steps.flatMap((step) => ('entry' in step ? [step] : [])).toReversed();
  const others = ledger.steps.length - entries.length;
  return (
    <section className={styles.part}>
      <h3>Ledger entries</h3>
      {entries.length === 0 ? (
        <p className={styles.soft}>There are none about this number.</p>
      ) : (
        <Rows
          head={['Entry', 'Kind', 'Made by', 'Id and content']}
          rows={entries.map(({ position, nth, entry }) => ({
            key: entry.id,
            cells: [
              `${position} (${nth}. here)`,
              entry.kind,
              <code key="actor">{entry.actor}</code>,
              <code key="id">
                {entry.id} {entry.payload}
              </code>,
            ],
          }))}
        />
      )}
      <p>
        Head of the ledger, entry {ledger.length}: <code>{ledger.head}</code>
      </p>
      <p className={styles.soft}>
        The saved file holds these entries, and of those that link them to the head ({others}) a fingerprint.{' '}
        <code>npm run -s verify -- --file FILE</code> checks it without this computer; with{' '}
        <code>--data-dir DIR</code> it also asks the store whether the file came from it.
      </p>
    </section>
  );
}
