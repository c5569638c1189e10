import type { ReactNode } from 'react';
import type { OptOutFact } from '../../../../shared/contract/person.ts';
import { WhenText } from '../When.tsx';
import { causeNames } from '../words.ts';
import styles from './why.module.css';

/** Every opt-out on record with its evidence, those in force first. */
export function Evidence(props: { optOuts: readonly OptOutFact[] }): ReactNode {
  const facts = [...props.optOuts].sort(
    (one, other) => Number(one.reversed) - Number(other.reversed) || other.at - one.at,
  );
  return (
    <div>
      {facts.map((fact) => (
        <div key={fact.id} className={styles.fact}>
          {fact.evidence === null ? null : <p className={styles.quote}>“{fact.evidence}”</p>}
          <dl className={styles.facts} style={{ marginTop: 8 }}>
            <dt>Cause</dt>
            <dd>
              {causeNames[fact.cause]}
              {fact.automatic ? ', automatic' : ''}
              {fact.reversed ? ' (reversed)' : ''}
            </dd>
            {fact.matched === '' ? null : (
              <>
                <dt>Matched</dt>
                <dd>
                  “{fact.matched}” <span className={styles.soft}>rule {fact.rule}</span>
                </dd>
              </>
            )}
            {fact.reason === '' ? null : (
              <>
                <dt>Reason</dt>
                <dd>{fact.reason}</dd>
              </>
            )}
            <dt>Who</dt>
            <dd>{fact.by ?? (fact.automatic ? 'nobody: by rule' : 'not recorded')}</dd>
            <dt>Said</dt>
            <dd>
              <WhenText at={fact.saidAt} />
            </dd>
            <dt>In force</dt>
            <dd>
              <WhenText at={fact.at} /> <span className={styles.soft}>{lag(fact)}</span>
            </dd>
            {fact.campaignName === null ? null : (
              <>
                <dt>Campaign</dt>
                <dd>{fact.campaignName}</dd>
              </>
            )}
          </dl>
        </div>
      ))}
    </div>
  );
}

/** How long the person's wish was not yet in force; nothing where it was a person's act. */
function lag(fact: OptOutFact): string {
  const seconds = (fact.at - fact.saidAt) / 1000;
  if (!fact.automatic || seconds < 0) return '';
  if (seconds < 10) return `${seconds.toFixed(1)} s later`;
  if (seconds < 120) return `${Math.round(seconds)} s later`;
  return `${Math.round(seconds / 60)} min later`;
}
