import { Button } from '@mantine/core';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import type { QuestionScript } from '../../../../shared/contract/questions.ts';
import { warningsOf } from '../../../../shared/questions/check.ts';
import { isProvisional } from '../../../../shared/questions/codes.ts';
import type { Question } from '../../../../shared/questions/script.ts';
import { firstNameOf } from '../../../../shared/text/firstName.ts';
import { t } from '../../../../shared/text/say.ts';
import { answerField } from '../../../../shared/text/template.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { useLeaveGuard } from '../../../components/base/useLeaveGuard.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { useMe, useSession } from '../../../hooks/useSession.ts';
import styles from '../campaigns.module.css';
import { SaveBar } from '../SaveBar.tsx';
import { previewFor, useSample } from '../sample.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { addQuestion } from './edit.ts';
import { FileActs } from './FileActs.tsx';
import { nameOf, QuestionEditor } from './QuestionEditor.tsx';
import { QuestionList } from './QuestionList.tsx';
import page from './questions.module.css';
import { Retired } from './Retired.tsx';
import { TryScript } from './TryScript.tsx';
import { type ScriptDraft, useScript } from './useScript.ts';

type Props = { readonly campaign: Campaign; readonly read: QuestionScript };

/** All questions of a campaign in order, one of them open, and beside it the script as a contact meets it. */
export function QuestionsPage({ campaign, read }: Props) {
  const script = useScript(campaign.id, read);
  const { draft, edit, dirty, save, reload, overtaken, shown } = script;
  const [selected, setSelected] = useState<number>(0);
  const form = useRef<HTMLFormElement>(null);
  const { dialog } = useLeaveGuard(dirty, {
    save: () => form.current?.requestSubmit(),
    isPending: save.isPending,
    error: save.error,
  });
  const { sample, fields } = useSample(campaign.id, campaign.counts.contacts, campaign.region);
  const organisation = useSession().data?.organisation ?? '';
  const texterName = firstNameOf(useMe().name);
  const merged = (text: string) => previewFor(text, sample, texterName, organisation).text;
  const current = Math.min(selected, draft.length - 1);
  const question = draft[current];

  const add = () => {
    edit((was) =>
      addQuestion(
        was,
        script.saved.retired.map(({ code }) => code),
      ),
    );
    setSelected(draft.length);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-first-field]')?.focus());
  };
  const onSave = () => {
    const wrong = script.trySave();
    if (wrong === null) return;
    setSelected(wrong);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  return (
    <>
      <TopBar title={t('questions:editor.title')} right={<FileActs campaign={campaign} script={script} />}>
        <CampaignLink campaign={campaign} />
      </TopBar>
      <main className={styles.page}>
        <form
          ref={form}
          noValidate
          className={page.whole}
          onSubmit={(event) => {
            event.preventDefault();
            onSave();
          }}
        >
          {shown.length > 0 ? (
            <ErrorNotice title={t('questions:editor.problems', { count: shown.length })}>
              <ProblemList script={script} onOpen={setSelected} />
            </ErrorNotice>
          ) : null}
          {draft.length === 0 ? (
            <div className={page.none}>
              <EmptyState
                title={t('questions:editor.none')}
                icon={<IconListCheck size={22} />}
                action={
                  <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
                    {t('questions:editor.addFirst')}
                  </Button>
                }
              >
                {t('questions:editor.noneText')}
              </EmptyState>
              <Retired script={script} onBack={() => setSelected(draft.length)} />
            </div>
          ) : (
            <div className={page.columns}>
              <div className={page.left}>
                <QuestionList
                  script={script}
                  selected={current}
                  warned={new Set(warningsOf(draft).map(({ path }) => Number(path[0])))}
                  onSelect={setSelected}
                  onAdd={add}
                />
                <Retired script={script} onBack={() => setSelected(draft.length)} />
              </div>
              {question === undefined ? null : (
                <QuestionEditor
                  key={question.code}
                  script={script}
                  at={current}
                  fields={[...fields, ...answersOf(draft)]}
                  onRemoved={() => setSelected(Math.max(0, current - 1))}
                />
              )}
              <TryScript
                first={merged(campaign.script)}
                questions={draft}
                merged={merged}
                onOpen={setSelected}
              />
            </div>
          )}
          {save.error ? (
            <ErrorNotice title={t('campaigns:page.notSaved')} error={save.error}>
              {overtaken ? (
                <Button mt={8} loading={reload.isPending} onClick={() => reload.mutate()}>
                  {t('questions:editor.reload')}
                </Button>
              ) : null}
            </ErrorNotice>
          ) : null}
          <SaveBar isNew={false} dirty={dirty} saving={save.isPending} onDiscard={script.discard} />
        </form>
        {dialog}
      </main>
    </>
  );
}

/** What is wrong, by question; its name opens it. */
function ProblemList({ script, onOpen }: { script: ScriptDraft; onOpen: (at: number) => void }) {
  const places = [...new Set(script.shown.map(({ path }) => Number(path[0])))];
  return (
    <ul className={page.problems}>
      {places.map((at) => {
        const question = script.draft[at];
        const own = script.shown.filter(({ path }) => path[0] === at).map(({ message }) => message);
        return (
          <li key={at}>
            <button type="button" className={page.link} onClick={() => onOpen(at)}>
              {question === undefined ? t('questions:editor.title') : nameOf(script.draft, question)}
            </button>
            {`: ${[...new Set(own)].join(' ')}`}
          </li>
        );
      })}
    </ul>
  );
}

/**
 * Fields for the answers that a reply may name: of questions that have been saved, and so have their codes.
 */
function answersOf(questions: readonly Question[]): string[] {
  return questions.flatMap(({ code }) => (isProvisional(code) ? [] : [answerField(code)]));
}
