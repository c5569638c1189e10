import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AskedRow, MissedRow, ReviewStep } from '../../../../shared/contract/review.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { REVIEW_SIGNS } from '../../../../shared/schema/review.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/Loading.tsx';
import { Marked } from '../../../components/oversight/Marked.tsx';
import { WhenText } from '../../../components/oversight/When.tsx';
import { causeNames } from '../../../components/oversight/words.ts';
import { Tag } from '../../../components/Tag.tsx';
import { hrefOf } from '../../../state/route.ts';
import styles from './review.module.css';
import { afterWords, missedWords, signWords, stateTags, stepWords, verdictWords } from './words.ts';

/** What there is to know about one opt-out before judging it: risk, time line, verdicts so far. */
export function OptOutPanel({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(api.review.get.queryOptions({ input: { id } }));
  if (data === undefined) {
    if (error === null) return <LoadingLines lines={8} label="Loading the opt-out" />;
    return <ErrorNotice title="The opt-out could not be read" error={error} onRetry={() => void refetch()} />;
  }
  const state = stateTags[data.state];
  return (
    <div className={styles.panel}>
      <Whom {...data}>
        <Tag tone={state.tone}>{state.text}</Tag>
      </Whom>
      <Section title="Opt-out">
        {causeNames[data.cause]}
        {data.automatic ? ', automatic' : ''}
        {data.by === null ? '' : `, ${data.by}`}
        {data.text === '' ? null : (
          <p className={styles.quote}>
            “<Marked text={data.text} matched={data.matched} />”
          </p>
        )}
        {data.automatic && data.rule !== '' ? <div className={styles.soft}>Rule {data.rule}</div> : null}
      </Section>
      <Section title={`Risk ${data.risk}`}>
        {data.signs.length === 0 ? (
          <div className={styles.soft}>No sign of risk: a plain keyword, honoured by the rules.</div>
        ) : null}
        <ul className={styles.signs}>
          {data.signs.map((sign) => (
            <li key={sign}>
              <b>+{REVIEW_SIGNS[sign].points}</b> {signWords[sign].full}
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Time line">
        <Steps steps={data.steps} />
      </Section>
      {data.verdicts.length === 0 ? null : (
        <Section title="Verdicts">
          <ul className={styles.signs}>
            {data.verdicts.map(({ id: key, verdict, note, by, at }) => (
              <li key={key}>
                <Tag tone={verdictWords[verdict].tone}>{verdictWords[verdict].done}</Tag> {note}
                <div className={styles.soft}>
                  {by} · <WhenText at={at} />
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <More conversationId={data.conversationId} />
    </div>
  );
}

export function MissedPanel({ row }: { row: MissedRow }): ReactNode {
  return (
    <div className={styles.panel}>
      <Whom {...row}>{row.onHold ? <Tag tone="hold">on hold</Tag> : null}</Whom>
      <Section title="Missed?">
        {missedWords[row.why].full}
        {row.text === '' ? null : (
          <p className={styles.quote}>
            “<Marked text={row.text} matched={row.matched} />”
          </p>
        )}
        <div className={styles.soft}>
          {row.texterName ?? 'No texter'} · <WhenText at={row.at} />
          <br />
          Rule {row.rule}
        </div>
      </Section>
      <More conversationId={row.conversationId} />
    </div>
  );
}

export function AskedPanel({ row }: { row: AskedRow }): ReactNode {
  return (
    <div className={styles.panel}>
      <Whom {...row} />
      <Section title={`${row.askedBy ?? 'A texter'} asks`}>
        {row.note === '' ? 'No note. The conversation says what it is about.' : row.note}
        <div className={styles.soft}>
          <WhenText at={row.at} />
          <br />
          Answer by <WhenText at={row.dueAt} />
        </div>
      </Section>
      <More conversationId={row.conversationId} />
    </div>
  );
}

function Whom(props: {
  name: string;
  number: string | null;
  campaignName: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <header>
      <h2 className={styles.name}>
        {props.name} {props.children}
      </h2>
      <div className={styles.soft}>
        {props.number === null ? 'This number was erased' : formatNumber(props.number)} · {props.campaignName}
      </div>
    </header>
  );
}

function Section(props: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <h3 className={styles.title}>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** Said, received, decided, enforced, confirmed: when, and how long after the words. */
function Steps({ steps }: { steps: readonly ReviewStep[] }): ReactNode {
  const said = steps.find(({ step }) => step === 'said')?.at ?? null;
  return (
    <ol className={styles.steps}>
      {steps.map((step) => {
        const { title, note } = stepWords(step);
        return (
          <li key={step.step} data-done={step.at !== null}>
            <b>{title}</b>
            <span className={styles.soft}>{note}</span>
            <span className={styles.when}>
              {step.at === null ? (
                '–'
              ) : step.step === 'said' || said === null ? (
                <WhenText at={step.at} />
              ) : (
                afterWords(Math.max(0, step.at - said))
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function More({ conversationId }: { conversationId: string }): ReactNode {
  return (
    <a className={styles.link} href={hrefOf(['conversations', 'all', conversationId])}>
      All that is known about this person
    </a>
  );
}
