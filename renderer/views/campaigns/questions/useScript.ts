import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QuestionScript } from '../../../../shared/contract/questions.ts';
import { withCodes } from '../../../../shared/questions/codes.ts';
import type { Question } from '../../../../shared/questions/script.ts';
import { t } from '../../../../shared/text/say.ts';
import { api, client, isCode } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { issuesOf } from './edit.ts';

/**
 * The questions as they are edited, and how they are saved. What others save meanwhile does not change what
 * is being typed: the save is then refused, and `reload` begins again from theirs.
 */
export function useScript(campaignId: string, read: QuestionScript) {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(read);
  const [draft, setDraft] = useState<readonly Question[]>(read.questions);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved.questions);
  /** Problems are shown only after somebody has tried to save. */
  const [tried, setTried] = useState(false);
  const issues = issuesOf(draft);

  const start = (script: QuestionScript) => {
    setSaved(script);
    setDraft(script.questions);
    setTried(false);
    queries.setQueryData(api.questions.script.queryKey({ input: { campaignId } }), script);
  };
  const save = useMutation({
    mutationFn: () =>
      client.questions.save({
        campaignId,
        revision: saved.revision,
        questions: withCodes(
          draft,
          saved.retired.map(({ code }) => code),
        ),
      }),
    onSuccess: (script) => {
      start(script);
      announce(t('questions:editor.saved'));
    },
  });
  const reload = useMutation({
    mutationFn: () => client.questions.script({ campaignId }),
    onSuccess: (script) => {
      save.reset();
      start(script);
    },
  });
  return {
    saved,
    draft,
    dirty,
    issues,
    shown: tried ? issues : [],
    save,
    reload,
    /** Somebody else has saved meanwhile. */
    overtaken: isCode(save.error, 'CONFLICT'),
    edit: (change: (script: readonly Question[]) => readonly Question[]) => setDraft(change),
    discard: () => {
      save.reset();
      setTried(false);
      setDraft(saved.questions);
    },
    /** Saves, or shows what prevents it; returns the place of the first question with a problem. */
    trySave: (): number | null => {
      setTried(true);
      if (issues.length === 0) {
        if (!save.isPending) save.mutate();
        return null;
      }
      return Number(issues[0]?.path[0] ?? 0);
    },
  };
}

export type ScriptDraft = ReturnType<typeof useScript>;
