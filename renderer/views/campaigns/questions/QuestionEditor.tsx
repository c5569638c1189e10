import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { END, FOLLOWING, type Question, QuestionKind } from '../../../../shared/questions/script.ts';
import { t } from '../../../../shared/text/say.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { TemplateField } from '../../../components/text/TemplateField.tsx';
import { ChoicesEditor } from './ChoicesEditor.tsx';
import { addChoice, changeQuestion, needsChoices, problemAt, removeQuestion } from './edit.ts';
import page from './questions.module.css';
import type { ScriptDraft } from './useScript.ts';

type Props = {
  readonly script: ScriptDraft;
  readonly at: number;
  /** Merge fields on offer. */
  readonly fields: readonly string[];
  readonly onRemoved: () => void;
};

/** Everything about one question. */
export function QuestionEditor({ script, at, fields, onRemoved }: Props) {
  const { draft, edit, saved, shown } = script;
  const [removing, setRemoving] = useState(false);
  const question = draft[at];
  if (question === undefined) return null;
  const { code, kind } = question;
  const count = saved.answered[code] ?? 0;
  const change = (part: Partial<Question>) => edit((was) => changeQuestion(was, code, part));
  const problem = (field: string) => problemAt(shown, `${at}.${field}`);
  const remove = () => {
    edit((was) => removeQuestion(was, code));
    setRemoving(false);
    onRemoved();
  };
  const setKind = (wanted: QuestionKind) => {
    const choices = needsChoices(wanted)
      ? question.choices.length > 0
        ? question.choices
        : addChoice(addChoice([]))
      : [];
    change({ kind: wanted, choices });
  };
  const places = draft
    .filter((each) => each.code !== code)
    .map((each) => ({ value: each.code, label: nameOf(draft, each) }));
  return (
    <section className={page.editor} aria-label={t('questions:field.label', { at: at + 1 })}>
      <div className={page.pair}>
        <TextInput
          data-first-field
          label={t('questions:field.name')}
          description={t('questions:field.nameHint')}
          maxLength={60}
          value={question.name}
          error={problem('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={t('questions:field.kind')}
          allowDeselect={false}
          data={QuestionKind.options.map((each) => ({ value: each, label: t(`questions:kind.${each}`) }))}
          value={kind}
          disabled={count > 0 && kind !== 'one'}
          description={count > 0 && kind !== 'one' ? t('questions:field.kindStays') : undefined}
          error={problem('kind')}
          onChange={(value) => value !== null && setKind(QuestionKind.parse(value))}
        />
      </div>
      <Textarea
        label={t('questions:field.text')}
        description={t('questions:field.textHint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={300}
        value={question.text}
        error={problem('text')}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {needsChoices(kind) ? (
        <ChoicesEditor
          choices={question.choices}
          answered={count > 0}
          savedCodes={
            new Set(saved.questions.find((each) => each.code === code)?.choices.map((each) => each.code))
          }
          places={places}
          fields={fields}
          problem={(place) => problem(`choices${place}`)}
          onChange={(choices) => change({ choices })}
        />
      ) : null}
      <TemplateField
        label={t(needsChoices(kind) ? 'questions:field.replyElse' : 'questions:field.reply')}
        description={t('questions:field.replyHint')}
        value={question.reply}
        onChange={(reply) => change({ reply })}
        error={problem('reply')}
        fields={fields}
        minRows={2}
        maxLength={1600}
      />
      <div className={page.foot}>
        <Select
          className={page.next ?? ''}
          label={t(needsChoices(kind) ? 'questions:field.nextElse' : 'questions:field.next')}
          allowDeselect={false}
          data={[
            { value: FOLLOWING, label: followingLabel(draft, at) },
            ...places,
            { value: END, label: t('questions:next.end') },
          ]}
          value={question.next}
          error={problem('next')}
          onChange={(next) => next !== null && change({ next })}
        />
        <Button onClick={() => (count > 0 ? setRemoving(true) : remove())}>
          {t('questions:editor.remove')}
        </Button>
      </div>
      <ConfirmDialog
        opened={removing}
        title={t('questions:remove.title', { name: nameOf(draft, question) })}
        confirmLabel={t('questions:remove.confirm')}
        onConfirm={remove}
        onCancel={() => setRemoving(false)}
      >
        {t('questions:remove.text', { count })}
      </ConfirmDialog>
    </section>
  );
}

/** A question's name, or its place while it has none. */
export function nameOf(draft: readonly Question[], question: Question): string {
  return question.name.trim() || t('questions:list.unnamed', { at: draft.indexOf(question) + 1 });
}

function followingLabel(draft: readonly Question[], at: number): string {
  const following = draft[at + 1];
  return following === undefined
    ? t('questions:next.lastOne')
    : t('questions:next.following', { name: nameOf(draft, following) });
}
