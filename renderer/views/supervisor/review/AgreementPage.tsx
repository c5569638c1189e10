import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../../client.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/Loading.tsx';
import { TopBar } from '../../../components/Shell.tsx';
import { go } from '../../../state/route.ts';
import { AgreementChart } from './AgreementChart.tsx';
import styles from './review.module.css';
import { groupWords } from './words.ts';

const WEEKS = 12;
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** "9 of 10 (90%)": never a share without what it is of. */
function ofWords(agree: number, judged: number): string {
  if (judged === 0) return 'none judged';
  return `${agree.toLocaleString()} of ${judged.toLocaleString()} (${share.format(agree / judged)})`;
}

/** Do detector and reviewers agree, over time, by kind and by texter? */
export function AgreementPage(): ReactNode {
  const { data, error, refetch } = useQuery(
    api.review.agreement.queryOptions({ input: { weeks: WEEKS }, placeholderData: keepPreviousData }),
  );
  return (
    <>
      <TopBar
        title="Agreement"
        right={
          <Button size="compact-sm" onClick={() => go(['review'])}>
            Back to the queue
          </Button>
        }
      />
      <main className={styles.page}>
        {data === undefined && error !== null ? (
          <ErrorNotice title="The figures could not be read" error={error} onRetry={() => void refetch()} />
        ) : null}
        {data === undefined ? (
          error === null ? (
            <LoadingLines lines={8} label="Loading the figures" />
          ) : null
        ) : (
          <>
            <section className={styles.card}>
              <h2>Detector and reviewers agreed on {ofWords(data.total.agree, data.total.judged)}</h2>
              <p className={styles.say}>
                Verdicts of the last {WEEKS} weeks, by the week in which they were given. Escalated ones are
                not counted until somebody judges them.
              </p>
              {data.total.judged === 0 ? (
                <EmptyState title="No verdicts yet">
                  Once opt-outs are reviewed, their weeks stand here.
                </EmptyState>
              ) : (
                <>
                  <AgreementChart weeks={data.weeks} />
                  <div className={styles.legend}>
                    <span data-agreed>they agreed</span>
                    <span>they did not</span>
                  </div>
                </>
              )}
            </section>
            <section className={styles.card}>
              <h2>By kind</h2>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">What was judged</th>
                    <th scope="col">They agree when it is</th>
                    <th scope="col">Agreed</th>
                    <th scope="col">Escalated</th>
                  </tr>
                </thead>
                <tbody>
                  {data.groups.map(({ group, agree, judged, escalated }) => (
                    <tr key={group}>
                      <th scope="row">{groupWords[group].name}</th>
                      <td>{groupWords[group].means}</td>
                      <td>{ofWords(agree, judged)}</td>
                      <td>{escalated.toLocaleString()}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <section className={styles.card}>
              <h2>By texter</h2>
              {data.texters.length === 0 ? (
                <p className={styles.say}>
                  No texter has opted anybody out by hand, and none has passed over a request.
                </p>
              ) : (
                <table className={styles.table}>
                  <thead>
                    <tr>
                      <th scope="col">Texter</th>
                      <th scope="col">Opted out by hand</th>
                      <th scope="col">Without stop words</th>
                      <th scope="col">Upheld</th>
                      <th scope="col">Requests missed</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.texters.map((texter) => (
                      <tr key={texter.id}>
                        <th scope="row">{texter.name}</th>
                        <td>{texter.byHand.toLocaleString()}</td>
                        <td>{ofCount(texter.nothingFound, texter.byHand)}</td>
                        <td>{ofWords(texter.upheld, texter.judged)}</td>
                        <td>
                          {texter.missed === 0 ? (
                            '0'
                          ) : (
                            <a className={styles.link} href="#/review/missed">
                              {texter.missed.toLocaleString()}
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
  return `${count.toLocaleString()} of ${of.toLocaleString()}`;
}
