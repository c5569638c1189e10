import type { ReactNode } from 'react';
import type { OptOutFact } from '../../../../shared/contract/people.ts';
import { t } from '../../../../shared/text/say.ts';
import { WhenText } from '../../base/When.tsx';
import { enforcedAfter } from '../../optOuts/enforced.ts';
import { ruleInWords } from '../../rules/ruleWords.ts';
import styles from './why.module.css';

/** Opt-outs with their evidence, latest first. */
export function Evidence(props: { optOuts: readonly OptOutFact[] }): ReactNode {
  const facts = [...props.optOuts].sort((one, other) => other.at - one.at);
  return (
    <div>
      {facts.map((fact) => (
        <div key={fact.id} className={styles.fact}>
          {fact.evidence === null ? null : <p className={styles.quote}>{`“${fact.evidence}”`}</p>}
          <dl className={styles.facts} style={{ marginTop: 8 }}>
            <dt>{t('why:fact.cause')}</dt>
            <dd>
              {fact.automatic
                ? t('why:fact.automatic', { cause: t(`causes:${fact.cause}.name`) })
                : t(`causes:${fact.cause}.name`)}
            </dd>
            {fact.matched === '' ? null : (
              <>
                <dt>{t('why:fact.matched')}</dt>
                <dd>
                  {`“${fact.matched}” `}
                  <span className={styles.soft} title={fact.rule}>
                    {ruleInWords(fact.rule)}
                  </span>
                </dd>
              </>
            )}
            {fact.reason === '' ? null : (
              <>
                <dt>{t('why:fact.reason')}</dt>
                <dd>{fact.reason}</dd>
              </>
            )}
            <dt>{t('why:fact.who')}</dt>
            <dd>{fact.by ?? (fact.automatic ? t('why:fact.byRule') : t('why:notRecorded'))}</dd>
            <dt>{t('why:fact.said')}</dt>
            <dd>
              <WhenText at={fact.saidAt} />
            </dd>
            <dt>{fact.reversed ? t('why:fact.recorded') : t('why:fact.inForce')}</dt>
            <dd>
              <WhenText at={fact.at} /> <span className={styles.after}>{enforcedAfter(fact)}</span>
            </dd>
            {fact.campaignName === null ? null : (
              <>
                <dt>{t('why:fact.campaign')}</dt>
                <dd>{fact.campaignName}</dd>
              </>
            )}
          </dl>
        </div>
      ))}
    </div>
  );
}
