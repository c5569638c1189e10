import type { ReactNode } from 'react';
import type { OptOutFact } from '../../../../shared/contract/person.ts';
import { enforcedAfter } from '../enforced.ts';
import { WhenText } from '../When.tsx';
import { causeNames } from '../words.ts';
import styles from './why.module.css';

/** Opt-outs with their evidence, latest first. */
export function Evidence(props: { optOuts: readonly OptOutFact[] }): ReactNode {
  const facts = [...props.optOuts].sort((one, other) => other.at - one.at);
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
            <dt>{fact.reversed ? 'Recorded' : 'In force'}</dt>
            <dd>
              <WhenText at={fact.at} /> <span className={styles.after}>{enforcedAfter(fact)}</span>
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
