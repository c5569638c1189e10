import { Button, Select, TextInput } from '@mantine/core';
import { IconMessage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type Choice, END } from '../../../../shared/questions/script.ts';
import { t } from '../../../../shared/text/say.ts';
import { TemplateField } from '../../../components/text/TemplateField.tsx';
import { addChoice, moved, relabelled } from './edit.ts';
import { MoveActs } from './MoveActs.tsx';
import page from './questions.module.css';

type Props = {
  readonly choices: readonly Choice[];
  /** People have answered the question. */
  readonly answered: boolean;
  /** Codes of the choices that are in the store. */
  readonly savedCodes: ReadonlySet<string>;
  /** Questions that a choice may lead to, by code. */
  readonly places: readonly { readonly value: string; readonly label: string }[];
  readonly fields: readonly string[];
  /** What is wrong at a place within the choices, such as `.0.key`; empty: with all of them. */
  readonly problem: (place: string) => string | undefined;
  readonly onChange: (choices: Choice[]) => void;
};

/** The answers to choose from, each with its key, where it leads, and the reply that it recommends. */
export function ChoicesEditor({ choices, answered, savedCodes, problem, onChange, ...rest }: Props) {
  const removed = answered && [...savedCodes].some((code) => !choices.some((each) => each.code === code));
  return (
    <fieldset className={page.choices}>
      <legend>{t('questions:choice.title')}</legend>
      <div className={page.choiceHead} aria-hidden="true">
        <span>{t('questions:choice.columns.key')}</span>
        <span>{t('questions:choice.columns.label')}</span>
        <span>{t('questions:choice.columns.next')}</span>
      </div>
      <ol className={page.choiceList}>
        {choices.map((choice, at) => (
          <ChoiceRow
            key={choice.code}
            {...rest}
            choices={choices}
            at={at}
            problem={(field) => problem(`.${at}.${field}`)}
            onChange={onChange}
          />
        ))}
      </ol>
      {problem('') === undefined ? null : <div className={page.wrong}>{problem('')}</div>}
      {removed ? <div className={page.soft}>{t('questions:choice.removed')}</div> : null}
      <div>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={choices.length >= 20}
          onClick={() => onChange(addChoice(choices))}
        >
          {t('questions:choice.add')}
        </Button>
      </div>
    </fieldset>
  );
}

type RowProps = Pick<Props, 'choices' | 'places' | 'fields' | 'problem' | 'onChange'> & {
  readonly at: number;
};

function ChoiceRow({ choices, at, places, fields, problem, onChange }: RowProps) {
  const choice = choices[at];
  const [replying, setReplying] = useState(false);
  if (choice === undefined) return null;
  const name = choice.label.trim() || t('questions:choice.unnamed', { at: at + 1 });
  const change = (part: Partial<Choice>) =>
    onChange(choices.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const showReply = replying || problem('reply') !== undefined;
  return (
    <li className={page.choice}>
      <div className={page.choiceRow}>
        <TextInput
          className={page.key ?? ''}
          aria-label={t('questions:choice.key', { name })}
          title={t('questions:choice.keyHint')}
          maxLength={1}
          value={choice.key.toUpperCase()}
          error={problem('key') !== undefined}
          onChange={(event) => change({ key: event.currentTarget.value.trim().toLowerCase() })}
        />
        <TextInput
          aria-label={t('questions:choice.label', { at: at + 1 })}
          maxLength={60}
          value={choice.label}
          error={problem('label')}
          onChange={(event) => onChange(relabelled(choices, at, event.currentTarget.value))}
        />
        <Select
          aria-label={t('questions:choice.next', { name })}
          allowDeselect={false}
          data={[
            { value: '', label: t('questions:next.asQuestion') },
            ...places,
            { value: END, label: t('questions:next.end') },
          ]}
          value={choice.next ?? ''}
          error={problem('next')}
          onChange={(next) => change({ next: next === '' ? null : next })}
        />
        <MoveActs
          name={name}
          at={at}
          last={choices.length - 1}
          onMove={(to) => onChange(moved(choices, at, to))}
          onRemove={() => onChange(choices.toSpliced(at, 1))}
        />
      </div>
      {problem('key') === undefined || problem('label') !== undefined ? null : (
        <div className={page.wrong}>{problem('key')}</div>
      )}
      {showReply ? (
        <TemplateField
          label={t('questions:choice.reply', { name })}
          value={choice.reply}
          onChange={(reply) => change({ reply })}
          error={problem('reply')}
          fields={fields}
          minRows={2}
          maxLength={1600}
        />
      ) : (
        <div className={page.replyLine}>
          {choice.reply === '' ? null : <IconMessage size={14} className={page.soft} aria-hidden />}
          {choice.reply === '' ? null : <span className={page.replyText}>{choice.reply}</span>}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={choice.reply === '' ? <IconMessage size={13} aria-hidden /> : null}
            onClick={() => setReplying(true)}
            aria-label={t(
              choice.reply === '' ? 'questions:choice.addReplyTo' : 'questions:choice.changeReplyTo',
              { name },
            )}
          >
            {t(choice.reply === '' ? 'questions:choice.addReply' : 'questions:choice.changeReply')}
          </Button>
        </div>
      )}
    </li>
  );
}
