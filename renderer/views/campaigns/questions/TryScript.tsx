import { Button, TextInput } from '@mantine/core';
import { Fragment, type SubmitEvent, useState } from 'react';
import { readNumber } from '../../../../shared/questions/number.ts';
import type { Question } from '../../../../shared/questions/script.ts';
import { type Given, replyAfter, walk } from '../../../../shared/questions/walk.ts';
import { t } from '../../../../shared/text/say.ts';
import { allOf } from '../../../language/formats.ts';
import { needsChoices } from './edit.ts';
import { nameOf } from './QuestionEditor.tsx';
import page from './questions.module.css';

type Props = {
  /** The first text as the contact gets it. */
  readonly first: string;
  readonly questions: readonly Question[];
  /** A reply as the contact gets it. */
  readonly merged: (reply: string) => string;
  readonly onOpen: (at: number) => void;
};

/**
 * Plays the script: the contact answers, the texter records it, the recommended reply goes out, the next
 * question comes. Nothing is sent or stored.
 */
export function TryScript({ first, questions, merged, onOpen }: Props) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Given>>(new Map());
  const { current, path } = walk(questions, answers);
  const answer = (question: Question, given: Given) =>
    setAnswers((was) =>
      new Map([...was].filter(([code]) => path.some((each) => each.code === code))).set(question.code, given),
    );
  const back = () => setAnswers((was) => new Map([...was].filter(([code]) => code !== path.at(-1)?.code)));
  return (
    <section className={page.try} aria-labelledby="try-title">
      <header className={page.tryHead}>
        <h2 id="try-title">{t('questions:try.title')}</h2>
        {path.length > 0 ? (
          <>
            <Button size="compact-xs" onClick={back}>
              {t('questions:try.back')}
            </Button>
            <Button size="compact-xs" onClick={() => setAnswers(new Map())}>
              {t('questions:try.again')}
            </Button>
          </>
        ) : null}
      </header>
      <p className={page.soft}>{t('questions:try.lead')}</p>
      <div className={page.chat}>
        <p className={page.ours}>{first}</p>
        {path.map((question) => {
          const given = answers.get(question.code);
          const reply = given === undefined ? '' : merged(replyAfter(question, given));
          return (
            <Fragment key={question.code}>
              <p className={page.theirs}>{saidText(question, given)}</p>
              <Recorded questions={questions} question={question} onOpen={onOpen} />
              {reply === '' ? null : <p className={page.ours}>{reply}</p>}
            </Fragment>
          );
        })}
        <div className={page.turn} role="status">
          {current === null ? (
            <p className={page.soft}>{t('questions:try.end')}</p>
          ) : (
            <>
              <p>
                <span className={page.soft}>{t('questions:try.asks')}</span>{' '}
                <strong>{current.text || t('questions:try.noText')}</strong>
              </p>
              <Turn key={current.code} question={current} onAnswer={(given) => answer(current, given)} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}

/** The contact's words, as in the choice. */
function saidText({ choices }: Question, given: Given | undefined): string {
  if (given === undefined) return '';
  if (given.value !== null) return given.value;
  return allOf(
    choices.flatMap(({ code, label }) =>
      given.choices.includes(code) ? [label || t('questions:choice.noLabel')] : [],
    ),
  );
}

type RecordedProps = {
  questions: readonly Question[];
  question: Question;
  onOpen: (at: number) => void;
};

/** The line between the texts that names the question of the recorded answer. */
function Recorded({ questions, question, onOpen }: RecordedProps) {
  const name = nameOf(questions, question);
  return (
    <div className={page.recorded}>
      <button
        type="button"
        className={page.link}
        aria-label={t('questions:try.open', { name })}
        onClick={() => onOpen(questions.indexOf(question))}
      >
        {t('questions:try.recorded', { name })}
      </button>
    </div>
  );
}

type TurnProps = { readonly question: Question; readonly onAnswer: (given: Given) => void };

function Turn({ question, onAnswer }: TurnProps) {
  const { kind, choices } = question;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [written, setWritten] = useState('');
  const value = kind === 'number' ? readNumber(written) : written.trim() || null;
  // It is inside the page's form, so it has no form of its own.
  const send = (event?: Pick<SubmitEvent, 'preventDefault'>) => {
    event?.preventDefault();
    if (value !== null) onAnswer({ choices: [], value: String(value) });
  };
  if (!needsChoices(kind)) {
    return (
      <div className={page.answers}>
        <TextInput
          size="xs"
          aria-label={t('questions:try.says')}
          placeholder={t(kind === 'number' ? 'questions:ask.number' : 'questions:ask.words')}
          maxLength={kind === 'number' ? 20 : 500}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && send(event)}
        />
        <Button size="compact-sm" disabled={value === null} onClick={() => send()}>
          {t('questions:try.answer')}
        </Button>
      </div>
    );
  }
  const toggle = (code: string) =>
    setChosen((was) => (was.includes(code) ? was.filter((each) => each !== code) : [...was, code]));
  return (
    <div className={page.answers}>
      {choices.map(({ code, label }) => (
        <Button
          key={code}
          size="compact-sm"
          {...(kind === 'many' ? { 'aria-pressed': chosen.includes(code) } : {})}
          onClick={() => (kind === 'many' ? toggle(code) : onAnswer({ choices: [code], value: null }))}
        >
          {label || t('questions:choice.noLabel')}
        </Button>
      ))}
      {kind === 'many' ? (
        <Button
          size="compact-sm"
          variant="filled"
          disabled={chosen.length === 0}
          onClick={() => onAnswer({ choices: chosen, value: null })}
        >
          {t('questions:try.answer')}
        </Button>
      ) : null}
    </div>
  );
}
