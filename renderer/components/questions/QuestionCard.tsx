import { Button, CloseButton, Menu } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import type { AnswerInForce } from '../../../shared/contract/questions.ts';
import type { Question } from '../../../shared/questions/script.ts';
import { t } from '../../../shared/text/say.ts';
import { errorMessage } from '../../client.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useNow } from '../../hooks/useNow.ts';
import { endReplyOffer, takeOffer, useOffers } from '../../state/offers.ts';
import { Kbd } from '../base/Kbd.tsx';
import { AskQuestion } from './AskQuestion.tsx';
import { answerText, recordedText } from './answerWords.ts';
import styles from './questions.module.css';
import { type Answer, type LastRecorded, useRecord } from './useRecord.ts';

type Props = {
  readonly thread: Thread;
  /** Shows no question by itself: the person who wants to record an answer chooses it. */
  readonly quiet?: boolean;
  /** There is a box below for the reply that an answer recommends. */
  readonly fills: boolean;
};

/**
 * The question to ask this contact now, and their answers so far. A key or a click records an answer, puts
 * the recommended reply into the box and moves on; nothing is sent. Needs a key of its own for each
 * conversation.
 */
export function QuestionCard({ thread, quiet = false, fills }: Props): ReactNode {
  const { current, script, answers } = thread.questions;
  const [chosen, setChosen] = useState<string | null>(null);
  const card = useRef<HTMLElement>(null);
  const { record, clear, undo, last, busy, error } = useRecord(thread, fills);
  const code = chosen ?? (quiet ? null : current);
  const question = script.find((each) => each.code === code);
  const present = answers.find((each) => each.question === code);
  if (script.length === 0 && answers.length === 0) return null;
  const known = new Set(answers.map((each) => each.question));
  const others = script.filter((each) => !known.has(each.code) && each.code !== code);

  /** The focused button is gone, so the focus stays at the card. */
  const keepFocus = () => {
    if (card.current?.contains(document.activeElement)) card.current.focus();
  };
  const done = () => {
    keepFocus();
    setChosen(null);
  };
  const answer = (given: Answer) => {
    if (question !== undefined && !busy) record.mutate({ question, answer: given }, { onSuccess: done });
  };
  return (
    <section ref={card} tabIndex={-1} className={styles.card} aria-label={t('questions:card.label')}>
      {question === undefined ? null : (
        <div className={styles.ask}>
          <div className={styles.askHead} role="status">
            <strong>{question.text}</strong>
            <span className={styles.askActs}>
              {chosen === null ? (
                <OtherQuestions label={t('questions:act.other')} questions={others} onChoose={setChosen} />
              ) : (
                <>
                  {present === undefined ? null : (
                    <Button
                      size="compact-xs"
                      loading={clear.isPending}
                      onClick={() => clear.mutate(question.code, { onSuccess: done })}
                    >
                      {t('questions:act.takeBack')}
                    </Button>
                  )}
                  <Button size="compact-xs" onClick={done}>
                    {t('questions:act.leave')}
                  </Button>
                </>
              )}
            </span>
          </div>
          <AskQuestion
            key={`${question.code} ${present?.at ?? ''}`}
            question={question}
            present={present}
            busy={busy}
            onAnswer={answer}
          />
        </div>
      )}
      {question === undefined && !quiet ? (
        <div className={styles.soft} role="status">
          {t('questions:card.done')}
        </div>
      ) : null}
      {error ? (
        <div className={styles.wrong} role="alert">
          {errorMessage(error)}
        </div>
      ) : null}
      {fills ? <OfferLine conversationId={thread.conversation.id} /> : null}
      <Answered answers={answers} script={script} shown={code} onChoose={setChosen}>
        {last === null ? null : <Undo last={last} busy={undo.isPending} onUndo={undo.mutate} />}
        {question === undefined ? (
          <OtherQuestions label={t('questions:act.recordOne')} questions={others} onChoose={setChosen} />
        ) : null}
      </Answered>
    </section>
  );
}

/** The recommended reply, where the box has something of the texter's own. */
function OfferLine({ conversationId }: { conversationId: string }) {
  const offer = useOffers(({ offers }) => offers[conversationId]);
  if (offer === undefined || offer.filled) return null;
  return (
    <div className={styles.offer}>
      <span className={styles.offerText} title={offer.text}>
        {t('questions:card.offer', { text: offer.text })}
      </span>
      <Button size="compact-xs" onClick={() => takeOffer(conversationId)}>
        {t('questions:act.use')}
      </Button>
      <CloseButton
        size="sm"
        aria-label={t('questions:act.dropOffer')}
        onClick={() => endReplyOffer(conversationId)}
      />
    </div>
  );
}

type UndoProps = { last: LastRecorded; busy: boolean; onUndo: (last: LastRecorded) => void };

function Undo({ last, busy, onUndo }: UndoProps) {
  const act = () => {
    if (!busy) onUndo(last);
  };
  useHotkey('alt+Z', t('questions:keys.undo'), act, {
    group: t('questions:keys.group'),
    whileTyping: true,
  });
  return (
    <Button
      size="compact-xs"
      loading={busy}
      onClick={act}
      aria-label={t('questions:act.undoOf', { name: last.question.name })}
      rightSection={<Kbd keys="alt+Z" />}
    >
      {t('questions:act.undo')}
    </Button>
  );
}

type AnsweredProps = {
  readonly answers: readonly AnswerInForce[];
  /** Questions that may be asked; empty where nothing may be recorded now. */
  readonly script: readonly Question[];
  /** The code of the question above. */
  readonly shown: string | null;
  readonly onChoose: (code: string) => void;
  readonly children: ReactNode;
};

/** The answers so far, each of which can be corrected. */
function Answered({ answers, script, shown, onChoose, children }: AnsweredProps) {
  const now = useNow();
  const asked = ({ question }: AnswerInForce) => script.some(({ code }) => code === question);
  return (
    <div className={styles.answered}>
      {answers.map((answer) => (
        <button
          key={answer.question}
          type="button"
          className={styles.answer}
          disabled={!asked(answer)}
          aria-pressed={answer.question === shown}
          aria-label={t('questions:answered.correct', { name: answer.name, answer: answerText(answer) })}
          title={
            answer.asked
              ? recordedText(answer, now)
              : `${recordedText(answer, now)} · ${t('questions:answered.retired')}`
          }
          onClick={() => onChoose(answer.question)}
        >
          <span className={styles.soft}>{answer.name}</span>
          <span className={styles.answerText}>{answerText(answer)}</span>
          {asked(answer) ? <IconPencil size={12} aria-hidden /> : null}
        </button>
      ))}
      {children}
    </div>
  );
}

type OtherProps = {
  readonly label: string;
  readonly questions: readonly Question[];
  readonly onChoose: (code: string) => void;
};

/** Questions that may be asked out of order. */
function OtherQuestions({ label, questions, onChoose }: OtherProps) {
  if (questions.length === 0) return null;
  return (
    <Menu position="top-end" width={260}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconPlus size={13} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {questions.map(({ code, name, text }) => (
          <Menu.Item key={code} onClick={() => onChoose(code)}>
            {name}
            <div className={styles.soft}>{text}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
