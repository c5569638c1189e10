import { Button, FileButton, Menu, Modal, Select } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { joined, withCodes } from '../../../../shared/questions/codes.ts';
import { MOST_QUESTIONS, questionFile } from '../../../../shared/questions/script.ts';
import { t } from '../../../../shared/text/say.ts';
import { api, client } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { saveText } from '../../../components/base/download.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import page from './questions.module.css';
import { type FileProblem, readQuestionFile } from './readFile.ts';
import type { ScriptDraft } from './useScript.ts';

type Props = { readonly campaign: Campaign; readonly script: ScriptDraft };

/**
 * Import and export of questions as a file, and copying from another campaign. What comes in is shown, then
 * saved.
 */
export function FileActs({ campaign, script }: Props) {
  const { draft, edit, issues } = script;
  const [problems, setProblems] = useState<readonly FileProblem[] | null>(null);
  const [copying, setCopying] = useState(false);
  const resetFile = useRef<() => void>(null);
  const read = async (file: File | null) => {
    resetFile.current?.();
    if (file === null) return;
    const found = readQuestionFile(await file.text());
    if (found.ok && JSON.stringify(found.questions) === JSON.stringify(draft)) {
      announce(t('questions:file.same'));
    } else if (found.ok) {
      edit(() => found.questions);
      announce(t('questions:file.read', { count: found.questions.length }));
    } else setProblems(found.problems);
  };
  const save = () => {
    const text = JSON.stringify(questionFile(withCodes(draft)), null, 2);
    saveText(
      `${campaign.name} – ${t('questions:editor.title')}.json`,
      `${text}\n`,
      'application/json;charset=utf-8',
    );
  };
  return (
    <>
      <FileButton resetRef={resetFile} accept=".json,application/json" onChange={(file) => void read(file)}>
        {({ onClick }) => (
          <Menu position="bottom-end" width={260}>
            <Menu.Target>
              <Button leftSection={<IconDots size={16} aria-hidden />}>{t('questions:file.menu')}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setCopying(true)}>{t('questions:file.copy')}</Menu.Item>
              <Menu.Item onClick={onClick}>{t('questions:file.import')}</Menu.Item>
              <Menu.Item disabled={draft.length === 0 || issues.length > 0} onClick={save}>
                {t('questions:file.export')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </FileButton>
      <Modal
        opened={problems !== null}
        onClose={() => setProblems(null)}
        title={t('questions:file.wrong')}
        closeButtonProps={{ 'aria-label': t('common:act.close') }}
      >
        <ul className={page.problems}>
          {(problems ?? []).map(({ where, message }) => (
            <li key={`${where} ${message}`}>{where === '' ? message : `${where}: ${message}`}</li>
          ))}
        </ul>
        <p className={page.soft}>{t('questions:file.unchanged')}</p>
      </Modal>
      {copying ? <CopyDialog campaign={campaign} script={script} onClose={() => setCopying(false)} /> : null}
    </>
  );
}

/** Adds the questions of another campaign behind the existing ones. */
function CopyDialog({ campaign, script, onClose }: Props & { readonly onClose: () => void }) {
  const campaigns = useQuery(api.campaign.list.queryOptions({ input: { archived: 'with' } }));
  const [from, setFrom] = useState<string | null>(null);
  const others = (campaigns.data ?? []).filter(({ id }) => id !== campaign.id);
  const copy = useMutation({
    mutationFn: async (campaignId: string) => {
      const { questions } = await client.questions.script({ campaignId });
      if (questions.length === 0) throw new Error(t('core:questions.nothingToCopy'));
      if (script.draft.length + questions.length > MOST_QUESTIONS)
        throw new Error(t('core:questions.most', { most: MOST_QUESTIONS }));
      return questions;
    },
    onSuccess: (questions) => {
      // Codes of questions that were asked here stay reserved, with their answers.
      const { saved } = script;
      const known = [...saved.questions, ...saved.retired].map(({ code }) => code);
      script.edit((was) => joined(was, questions, known));
      announce(t('questions:file.added', { count: questions.length }));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('questions:file.copy')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Select
        label={t('questions:file.from')}
        placeholder={t('questions:file.choose')}
        nothingFoundMessage={t('questions:file.noOther')}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={from}
        onChange={setFrom}
        searchable
        data-autofocus
      />
      {copy.error ? <ErrorNotice title={t('questions:file.notCopied')} error={copy.error} /> : null}
      <div className={page.dialogActs}>
        <Button onClick={onClose}>{t('common:act.cancel')}</Button>
        <Button
          variant="filled"
          disabled={from === null}
          loading={copy.isPending}
          onClick={() => from !== null && copy.mutate(from)}
        >
          {t('questions:file.add')}
        </Button>
      </div>
    </Modal>
  );
}
