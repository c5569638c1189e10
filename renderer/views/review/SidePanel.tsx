import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import type { EnquiryRow, MissedRow, ReviewRow, ReviewStep } from '../../../shared/contract/review.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { REVIEW_SIGNS } from '../../../shared/schema/review.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { actionName, dueText } from '../../components/actions/actionWords.ts';
import { Given } from '../../components/actions/Escalate.tsx';
import { nameOf } from '../../components/actions/useActions.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { WhenText } from '../../components/base/When.tsx';
import { ruleInWords } from '../../components/rules/ruleWords.ts';
import { Quoted } from '../../components/text/Marked.tsx';
import { Rich } from '../../language/Rich.tsx';
import { hrefOf } from '../../state/route.ts';
import styles from './review.module.css';
import { undoVerdicts } from './undoVerdict.tsx';
import { afterWords, stateTones, stepNote, verdictLooks } from './words.ts';

/** Everything about one opt-out before judging it: risk, timeline, verdicts so far. */
export function OptOutPanel({ id }: { id: string }): ReactNode {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(api.review.get.queryOptions({ input: { id } }));
  if (data === undefined) {
    if (error === null) return <LoadingLines lines={8} label={t('review:panel.loading')} />;
    return <ErrorNotice title={t('review:panel.unread')} error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div className={styles.panel}>
      <Whom {...data}>
        <Tag tone={stateTones[data.state]}>{t(`review:state.${data.state}`)}</Tag>
      </Whom>
      <Section title={t('review:panel.optOut')}>
        {madeBy(data)}
        {data.text === '' ? null : (
          <p className={styles.quote}>
            <Quoted text={data.text} matched={data.matched} />
          </p>
        )}
        {data.automatic && data.rule !== '' ? <RuleLine rule={data.rule} /> : null}
      </Section>
      <Section title={t('review:panel.risk', { risk: data.risk })}>
        {data.signs.length === 0 ? <div className={styles.soft}>{t('review:panel.noRisk')}</div> : null}
        <ul className={styles.signs}>
          {data.signs.map((sign) => (
            <li key={sign}>
              <b>{`+${REVIEW_SIGNS[sign].points}`}</b> {t(`review:sign.${sign}.full`)}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('review:panel.timeline')}>
        <Steps steps={data.steps} />
      </Section>
      {data.verdicts.length === 0 ? null : (
        <Section title={t('review:panel.verdicts')}>
          <ul className={styles.signs}>
            {data.verdicts.map(({ id: key, verdict, note, by, at, undone, mayUndo }) => (
              <li key={key}>
                <span className={undone === null ? undefined : styles.undone}>
                  <Tag tone={verdictLooks[verdict].tone}>{t(`review:verdict.${verdict}.done`)}</Tag> {note}
                </span>
                <div className={styles.soft}>
                  {`${by} · `}
                  <WhenText at={at} />
                  {undone === null ? null : (
                    <>
                      <br />
                      <Rich
                        text="review:undo.by"
                        values={{ name: undone.by }}
                        tags={{ when: <WhenText at={undone.at} /> }}
                      />
                    </>
                  )}
                </div>
                {mayUndo ? (
                  <Button size="compact-xs" onClick={() => void undoVerdicts(queries, [key])}>
                    {t('review:undo.act')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <More conversationId={data.conversationId} />
    </div>
  );
}

/** Cause and person of an opt-out, and whether no person made it. */
function madeBy(optOut: Pick<ReviewRow, 'cause' | 'automatic' | 'by'>): string {
  const cause = t(`causes:${optOut.cause}.name`);
  if (optOut.by === null) return optOut.automatic ? t('review:panel.automatic', { cause }) : cause;
  return optOut.automatic
    ? t('review:panel.automaticBy', { cause, by: optOut.by })
    : t('review:panel.by', { cause, by: optOut.by });
}

/** What an open action asks, on which words, and by when it should be decided. */
export function OpenPanel({ row }: { row: ActionItem }): ReactNode {
  return (
    <div className={styles.panel}>
      <Whom name={nameOf(row)} number={row.number} campaignName={row.campaignName ?? ''}>
        {row.overdue ? <Tag tone="stop">{t('actions:row.overdue')}</Tag> : null}
      </Whom>
      <Section title={actionName(row)}>
        {dueText(row)}
        {row.text === '' ? null : (
          <p className={styles.quote}>
            <Quoted text={row.text} matched={row.matched} />
          </p>
        )}
        <div className={styles.soft}>
          <WhenText at={row.openedAt} />
        </div>
        <RuleLine rule={row.rule} />
        <Given action={row} />
      </Section>
      {row.conversationId === null ? null : <More conversationId={row.conversationId} />}
    </div>
  );
}

/** Why it was taken for a request, in words; the rule’s own name for whoever points at it. */
function RuleLine({ rule }: { rule: string }): ReactNode {
  if (rule === '') return null;
  return (
    <div className={styles.soft} title={rule}>
      {t('review:panel.rule', { rule: ruleInWords(rule) })}
    </div>
  );
}

export function MissedPanel({ row }: { row: MissedRow }): ReactNode {
  return (
    <div className={styles.panel}>
      <Whom {...row}>{row.onHold ? <Tag tone="hold">{t('review:panel.onHold')}</Tag> : null}</Whom>
      <Section title={t('review:panel.missed')}>
        {t(`review:missed.${row.why}.full`)}
        {row.text === '' ? null : (
          <p className={styles.quote}>
            <Quoted text={row.text} matched={row.matched} />
          </p>
        )}
        <div className={styles.soft}>
          {`${row.texterName ?? t('review:panel.noTexter')} · `}
          <WhenText at={row.at} />
        </div>
        <RuleLine rule={row.rule} />
      </Section>
      <More conversationId={row.conversationId} />
    </div>
  );
}

export function AskedPanel({ row }: { row: EnquiryRow }): ReactNode {
  return (
    <div className={styles.panel}>
      <Whom {...row} />
      <Section
        title={
          row.askedBy === null
            ? t('review:enquiries.byTexter')
            : t('review:enquiries.by', { name: row.askedBy })
        }
      >
        {row.note === '' ? t('review:enquiries.noNote') : row.note}
        <div className={styles.soft}>
          <WhenText at={row.at} />
          <br />
          <Rich text="review:enquiries.due" tags={{ when: <WhenText at={row.dueAt} /> }} />
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
        {props.number === null ? t('review:panel.erased') : formatNumber(props.number)}
        {` · ${props.campaignName}`}
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

/** When the steps from the request to the confirmation happened, and how long after the words. */
function Steps({ steps }: { steps: readonly ReviewStep[] }): ReactNode {
  const said = steps.find(({ step }) => step === 'said')?.at ?? null;
  return (
    <ol className={styles.steps}>
      {steps.map((step) => {
        return (
          <li key={step.step} data-done={step.at !== null}>
            <b>{t(`review:step.${step.step}`)}</b>
            <span className={styles.soft}>{stepNote(step)}</span>
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
      {t('review:panel.more')}
    </a>
  );
}
