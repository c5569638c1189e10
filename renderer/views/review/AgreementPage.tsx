import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { shareText } from '../../components/base/share.ts';
import { TopBar } from '../../components/shell/Shell.tsx';
import { number } from '../../language/formats.ts';
import { go } from '../../state/route.ts';
import { AgreementChart } from './AgreementChart.tsx';
import styles from './agreement.module.css';
import review from './review.module.css';

const WEEKS = 12;

/** In the tab order, so that keyboards can scroll it. */
const IN_TAB_ORDER = { tabIndex: 0 } as const;

/** "9 of 10 (90%)": never a share without what it is of. */
function ofWords(agree: number, judged: number): string {
  if (judged === 0) return t('agreement:noneJudged');
  return t('agreement:ofShare', { part: agree, of: judged, share: shareText(agree, judged) });
}

function totalWords({ agree, judged }: { agree: number; judged: number }): string {
  if (judged === 0) return t('agreement:totalNone');
  return t('agreement:total', { share: ofWords(agree, judged) });
}

/** How often detector and reviewers agree, over time, by kind and by texter. */
export function AgreementPage(): ReactNode {
  const { data, error, refetch } = useQuery(
    api.review.agreement.queryOptions({ input: { weeks: WEEKS }, placeholderData: keepPreviousData }),
  );
  return (
    <>
      <TopBar
        title={t('agreement:title')}
        right={
          <Button size="compact-sm" onClick={() => go(['review'])}>
            {t('agreement:back')}
          </Button>
        }
      />
      <main className={styles.page} {...IN_TAB_ORDER}>
        {data === undefined && error !== null ? (
          <ErrorNotice title={t('agreement:unread')} error={error} onRetry={() => void refetch()} />
        ) : null}
        {data === undefined ? (
          error === null ? (
            <LoadingLines lines={8} label={t('agreement:loading')} />
          ) : null
        ) : (
          <>
            <section className={styles.card}>
              <h2>{totalWords(data.total)}</h2>
              <p className={review.say}>{t('agreement:about', { weeks: WEEKS })}</p>
              {data.total.judged === 0 ? (
                <EmptyState title={t('agreement:none.title')}>{t('agreement:none.text')}</EmptyState>
              ) : (
                <>
                  <AgreementChart weeks={data.weeks} />
                  <div className={styles.legend}>
                    <span data-agreed>{t('agreement:agreed')}</span>
                    <span>{t('agreement:disagreed')}</span>
                  </div>
                </>
              )}
            </section>
            <section className={styles.card}>
              <h2>{t('agreement:kinds.title')}</h2>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('agreement:kinds.judged')}</th>
                    <th scope="col">{t('agreement:kinds.means')}</th>
                    <th scope="col">{t('agreement:kinds.agreed')}</th>
                    <th scope="col">{t('agreement:kinds.escalated')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.groups.map(({ group, agree, judged, escalated }) => (
                    <tr key={group}>
                      <th scope="row">{t(`agreement:group.${group}.name`)}</th>
                      <td>{t(`agreement:group.${group}.means`)}</td>
                      <td>{ofWords(agree, judged)}</td>
                      <td>{number(escalated)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <section className={styles.card}>
              <h2>{t('agreement:texters.title')}</h2>
              {data.texters.length === 0 ? (
                <p className={review.say}>{t('agreement:texters.none')}</p>
              ) : (
                <table className={styles.table}>
                  <thead>
                    <tr>
                      <th scope="col">{t('agreement:texters.texter')}</th>
                      <th scope="col">{t('agreement:texters.byHand')}</th>
                      <th scope="col">{t('agreement:texters.noWords')}</th>
                      <th scope="col">{t('agreement:texters.upheld')}</th>
                      <th scope="col">{t('agreement:texters.missed')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.texters.map((texter) => (
                      <tr key={texter.id}>
                        <th scope="row">{texter.name}</th>
                        <td>{number(texter.byHand)}</td>
                        <td>{ofCount(texter.nothingFound, texter.byHand)}</td>
                        <td>{ofWords(texter.upheld, texter.judged)}</td>
                        <td>
                          {texter.missed === 0 ? (
                            '0'
                          ) : (
                            <a className={review.link} href="#/review/missed">
                              {number(texter.missed)}
                            </a>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </section>
          </>
        )}
      </main>
    </>
  );
}

function ofCount(count: number, of: number): string {
  return t('agreement:ofCount', { part: count, of });
}
