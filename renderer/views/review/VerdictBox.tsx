import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Verdict } from '../../../shared/schema/review.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { EscalateTo, NOBODY, toInput } from '../../components/actions/EscalateTo.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Kbd } from '../../components/base/Kbd.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import styles from './review.module.css';
import { offerVerdictUndo } from './undoVerdict.tsx';
import { verdictLooks } from './words.ts';

type Props = {
  /** Of the opt-out, or of the action that was missed. */
  id: string;
  about: 'opt-out' | 'missed';
  onDone: () => void;
};

/**
 * U, M, E: the verdict at the foot of the thread. The two on which somebody else has to act need a note
 * first.
 */
export function VerdictBox({ id, about, onDone }: Props): ReactNode {
  const queries = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [note, setNote] = useState('');
  const [to, setTo] = useState(NOBODY);
  const [chosen, setChosen] = useState<Verdict | null>(null);
  const means = (verdict: Verdict) => t(`review:means.${about}.${verdict}`);
  const judge = useMutation({
    mutationFn: (verdict: Verdict) => {
      const named = verdict === 'escalate' && to.ownerId !== '';
      const input = { id, verdict, note: note.trim(), ...(named ? { to: toInput(to) } : {}) };
      return about === 'opt-out' ? client.review.judge(input) : client.review.judgeMissed(input);
    },
    onSuccess: ({ verdictId }, verdict) => {
      offerVerdictUndo(t(`review:verdict.${verdict}.said`), [verdictId]);
      onDone();
      return queries.invalidateQueries({ queryKey: api.review.key() });
    },
  });
  const missing = (verdict: Verdict) => verdict !== 'upheld' && note.trim().length < 3;
  const act = (verdict: Verdict) => {
    if (judge.isPending) return;
    setChosen(verdict);
    if (missing(verdict)) field.current?.focus();
    else judge.mutate(verdict);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setChosen(null);
      field.current?.blur();
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && chosen !== null) {
      event.preventDefault();
      act(chosen);
    }
  };
  const group = t('review:verdict.group');
  useHotkey(verdictLooks.upheld.key, t('review:verdict.upheld.label'), () => act('upheld'), { group });
  useHotkey(verdictLooks.mistaken.key, t('review:verdict.mistaken.label'), () => act('mistaken'), { group });
  useHotkey(verdictLooks.escalate.key, t('review:verdict.escalate.label'), () => act('escalate'), { group });

  const asking = chosen !== null && missing(chosen);
  return (
    <section className={styles.foot} aria-label={group}>
      {judge.error ? <ErrorNotice title={t('review:verdict.notTaken')} error={judge.error} /> : null}
      <Textarea
        ref={field}
        aria-label={t('review:verdict.note')}
        placeholder={asking ? t('review:verdict.noteNeeded') : t('review:verdict.noteHint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {chosen === 'escalate' ? (
        <EscalateTo kind="escalated" anybody={t('review:verdict.anyAdmin')} value={to} onChange={setTo} />
      ) : null}
      <div className={styles.verdicts}>
        <span className={styles.means} role="status">
          {chosen === null ? t('review:verdict.whatDecides') : means(chosen)}
          {asking ? ` ${t('review:verdict.writeWhy')}` : ''}
        </span>
        {Verdict.options.map((verdict) => (
          <Button
            key={verdict}
            variant={chosen === verdict ? 'filled' : 'default'}
            {...(verdict === 'mistaken' && chosen === verdict ? { color: 'stop' } : {})}
            aria-description={means(verdict)}
            aria-pressed={chosen === verdict}
            loading={judge.isPending && judge.variables === verdict}
            onClick={() => act(verdict)}
            rightSection={<Kbd keys={verdictLooks[verdict].key} />}
          >
            {t(`review:verdict.${verdict}.label`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
