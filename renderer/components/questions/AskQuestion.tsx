import { Button, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import type { AnswerInForce } from '../../../shared/contract/questions.ts';
import { readNumber } from '../../../shared/questions/number.ts';
import type { Choice, Question } from '../../../shared/questions/script.ts';
import { t } from '../../../shared/text/say.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { Kbd } from '../base/Kbd.tsx';
import styles from './questions.module.css';
import type { Answer } from './useRecord.ts';

type Props = {
  readonly question: Question;
  /** The answer in force, where it is corrected. */
  readonly present: AnswerInForce | undefined;
  readonly busy: boolean;
  readonly onAnswer: (answer: Answer) => void;
};

/** The choices of a question, or a field, by its kind. */
export function AskQuestion(props: Props): ReactNode {
  const { kind } = props.question;
  if (kind === 'one') return <OneChoice {...props} />;
  if (kind === 'many') return <ManyChoices {...props} />;
  return <ValueField {...props} />;
}

const codesOf = (present: AnswerInForce | undefined) => present?.choices.map(({ code }) => code) ?? [];

/** One key or click records the choice. */
function OneChoice({ question, present, onAnswer }: Props) {
  const had = codesOf(present);
  return (
    <div className={styles.choices}>
      {question.choices.map((choice) => (
        <ChoiceButton
          key={choice.code}
          choice={choice}
          pressed={present === undefined ? undefined : had.includes(choice.code)}
          onChoose={() => onAnswer({ choices: [choice.code] })}
        />
      ))}
    </div>
  );
}

/** Several are chosen first, then recorded. */
function ManyChoices({ question, present, busy, onAnswer }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>(() => codesOf(present));
  const offered = question.choices.map(({ code }) => code).filter((code) => chosen.includes(code));
  const toggle = (code: string) =>
    setChosen((was) => (was.includes(code) ? was.filter((each) => each !== code) : [...was, code]));
  const ready = offered.length > 0;
  const save = () => {
    if (ready) onAnswer({ choices: offered });
  };
  useHotkey('Space', t('questions:keys.record'), save, { group: t('questions:keys.group') });
  return (
    <div className={styles.choices}>
      {question.choices.map((choice) => (
        <ChoiceButton
          key={choice.code}
          choice={choice}
          pressed={chosen.includes(choice.code)}
          onChoose={() => toggle(choice.code)}
        />
      ))}
      <Button
        variant="filled"
        size="compact-sm"
        disabled={!ready}
        loading={busy}
        onClick={save}
        rightSection={<Kbd keys={t('questions:keys.space')} />}
      >
        {t('questions:act.record')}
      </Button>
    </div>
  );
}

type ChoiceProps = {
  readonly choice: Choice;
  /** Undefined: it is no toggle. */
  readonly pressed: boolean | undefined;
  readonly onChoose: () => void;
};

function ChoiceButton({ choice: { key, label }, pressed, onChoose }: ChoiceProps) {
  useHotkey(
    key,
    label,
    (event) => {
      // A held key must not answer the next question too.
      if (!event.repeat) onChoose();
    },
    { group: t('questions:keys.group') },
  );
  return (
    <Button
      size="compact-sm"
      aria-pressed={pressed}
      onClick={(event) => {
        // The second click of a double click would answer the next question.
        if (event.detail < 2) onChoose();
      }}
      rightSection={<Kbd keys={key} />}
    >
      {label}
    </Button>
  );
}

/** A number or a few words. */
function ValueField({ question: { kind, text }, present, busy, onAnswer }: Props) {
  const [written, setWritten] = useState(present?.value ?? '');
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useHotkey('A', t('questions:keys.write'), () => field.current?.focus(), {
    group: t('questions:keys.group'),
  });
  const save = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = written.trim();
    const value = kind === 'number' ? readNumber(words) : words;
    if (value === null || value === '') {
      setWrong(true);
      field.current?.focus();
      return;
    }
    // The next question's keys work only while no field has the focus.
    field.current?.blur();
    onAnswer({ value });
  };
  return (
    <form className={styles.choices} noValidate autoComplete="off" onSubmit={save}>
      <TextInput
        ref={field}
        className={kind === 'number' ? (styles.numberField ?? '') : (styles.wordsField ?? '')}
        size="xs"
        aria-label={text}
        placeholder={t(kind === 'number' ? 'questions:ask.number' : 'questions:ask.words')}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        maxLength={kind === 'number' ? 20 : 500}
        value={written}
        rightSection={<Kbd keys="A" />}
        error={wrong ? t(kind === 'number' ? 'questions:ask.notNumber' : 'questions:ask.noWords') : null}
        onChange={(event) => {
          setWritten(event.currentTarget.value);
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Button type="submit" variant="filled" size="compact-sm" loading={busy}>
        {t('questions:act.record')}
      </Button>
    </form>
  );
}
