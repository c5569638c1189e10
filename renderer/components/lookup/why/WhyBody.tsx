import { Fragment, type ReactNode } from 'react';
import type { Why } from '../../../../shared/contract/people.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { ConversationState } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { hrefOf } from '../../../state/route.ts';
import { longDay } from '../../base/days.ts';
import { clockTimeWithSeconds } from '../../base/time.ts';
import { WhenText } from '../../base/When.tsx';
import { BlockNotice } from '../../optOuts/BlockNotice.tsx';
import { isBlocked } from '../../optOuts/canBeTexted.ts';
import { Evidence } from './Evidence.tsx';
import { KnownFacts } from './KnownFacts.tsx';
import { WhyCard } from './WhyCard.tsx';
import styles from './why.module.css';

function reversedWords({ undo, reason }: Why['reversals'][number]): string {
  if (!undo) return reason;
  return reason === '' ? t('why:undone') : t('why:undoneBecause', { reason });
}

/** Everything that decides whether this person can be texted; empty sections are left out. */
export function WhyBody(props: {
  why: Why;
  onOpen?: ((conversationId: string) => void) | undefined;
  /** Leaves out name and number, where they are shown beside it. */
  bare?: boolean;
}): ReactNode {
  const { why, onOpen, bare = false } = props;
  const inForce = why.optOuts.filter((fact) => !fact.reversed);
  const reversed = why.optOuts.filter((fact) => fact.reversed);
  return (
    <div className={styles.panel}>
      {bare ? null : <Head why={why} />}
      <Section title={why.canBeTexted ? t('why:yes') : t('why:no')}>
        <WhyCard why={why} />
        {why.optedOut || !why.senderNumbers.some(isBlocked) ? null : (
          <BlockNotice>
            {why.senderNumbers
              .filter(isBlocked)
              .map((sender) => sender.sentence)
              .join(' ')}
          </BlockNotice>
        )}
      </Section>
      {why.known.length === 0 ? null : (
        <Section title={t('known:title')}>
          <KnownFacts why={why} />
        </Section>
      )}
      {why.next.length === 0 ? null : (
        <Section title={t('why:next')}>
          <ul className={styles.list}>
            {why.next.map((line) => (
              <li key={line} className={styles.next}>
                {line}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {inForce.length === 0 ? null : (
        <Section title={t('why:evidence')}>
          <Evidence optOuts={inForce} />
        </Section>
      )}
      {why.confirmation === null ? null : (
        <Section title={t('why:confirmation')}>
          <Confirmation confirmation={why.confirmation} />
        </Section>
      )}
      {why.timeline.length === 0 ? null : (
        <Section title={t('why:timeline')}>
          <Timeline steps={why.timeline} />
        </Section>
      )}
      {why.conversations.length === 0 ? null : (
        <Section title={t('why:campaigns')}>
          <Campaigns rows={why.conversations} onOpen={onOpen} />
        </Section>
      )}
      {reversed.length === 0 ? null : (
        <Section title={t('why:reversed')}>
          <Evidence optOuts={reversed} />
        </Section>
      )}
      {why.reversals.length === 0 ? null : (
        <Section title={t('why:optedIn')}>
          <ul className={styles.list}>
            {why.reversals.map((reversal) => (
              <li key={reversal.id}>
                {reversedWords(reversal)}
                <div className={styles.soft}>
                  {`${reversal.by ?? t('why:notRecorded')} · `}
                  <WhenText at={reversal.at} />
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {why.prevented.length === 0 ? null : (
        <Section title={t('why:prevented', { n: why.prevented.length })}>
          <ul className={styles.list}>
            {why.prevented.map((message) => (
              <li key={message.id}>
                <p className={styles.quote}>{message.body}</p>
                <div className={styles.under}>
                  {message.campaignName === null ? '' : `${message.campaignName} · `}
                  {message.sentence}
                  <br />
                  <WhenText at={message.at} />
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Head({ why }: { why: Why }): ReactNode {
  return (
    <header>
      <h2 className={styles.name}>{why.name === '' ? t('why:noCampaign') : why.name}</h2>
      <div className={styles.soft}>
        {why.number === null ? t('why:erased') : formatNumber(why.number)}
        {why.number === null ? null : (
          <>
            {' · '}
            <a className={styles.link} href={hrefOf(['evidence', why.number])}>
              {t('why:evidence')}
            </a>
          </>
        )}
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

function Confirmation(props: { confirmation: NonNullable<Why['confirmation']> }): ReactNode {
  const { state, sentBy, at } = props.confirmation;
  return (
    <div style={{ fontSize: 13 }}>
      {sentBy === 'provider'
        ? t('why:byProvider')
        : t('why:byHeed', { state: t(`words:messageState.${state}`) })}
      <div className={styles.soft}>
        <WhenText at={at} />
      </div>
    </div>
  );
}

function Campaigns(props: {
  rows: Why['conversations'];
  onOpen: ((conversationId: string) => void) | undefined;
}): ReactNode {
  const { onOpen } = props;
  return (
    <dl className={styles.facts}>
      {props.rows.map((row) => (
        <div key={row.id} style={{ display: 'contents' }}>
          <dt>
            {onOpen === undefined ? (
              row.campaignName
            ) : (
              <button type="button" className={styles.link} onClick={() => onOpen(row.id)}>
                {row.campaignName}
              </button>
            )}
          </dt>
          <dd title={row.sentence}>{campaignState(row)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Short, since the card above has the sentence; it is in the title. */
function campaignState(row: Why['conversations'][number]): string {
  const state = stateWords(row.state);
  if (row.rule === null) return state;
  return `${state}, ${t(`guard:${row.rule}.short`)}`;
}

function stateWords(state: string): string {
  const known = ConversationState.safeParse(state);
  return known.success ? t(`words:conversationState.${known.data}`).toLowerCase() : state;
}

/** What happened, oldest first. The dot's colour only repeats what the words say. */
function Timeline(props: { steps: Why['timeline'] }): ReactNode {
  const steps = [...props.steps].sort((one, other) => one.at - other.at);
  return (
    <ol className={styles.list}>
      {steps.map((step, index) => {
        const before = steps[index - 1];
        const newDay = before === undefined || longDay(before.at) !== longDay(step.at);
        return (
          <Fragment key={`${step.at}:${step.text}`}>
            {newDay ? <li className={styles.day}>{longDay(step.at)}</li> : null}
            <li className={styles.step}>
              <time dateTime={new Date(step.at).toISOString()}>{clockTimeWithSeconds(step.at)}</time>
              <i className={styles.dot} data-tone={step.tone} aria-hidden />
              <span className={styles.what} title={step.text}>
                {step.text}
              </span>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
