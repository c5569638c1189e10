import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { END, FOLLOWING, type Question } from '../../../shared/questions/script.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import styles from './results.module.css';

type Props = { readonly campaignId: string; readonly onClose: () => void };

/** The questions of a campaign to read: what texters ask, offer and go on to. */
export function ScriptDialog({ campaignId, onClose }: Props) {
  const script = useQuery(api.questions.script.queryOptions({ input: { campaignId } }));
  const questions = script.data?.questions ?? [];
  const placeOf = (next: string) => {
    if (next === END) return t('questions:next.end');
    if (next === FOLLOWING) return '';
    return questions.find(({ code }) => code === next)?.name ?? next;
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('questions:editor.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {script.error ? <ErrorNotice title={t('questions:editor.failed')} error={script.error} /> : null}
      {script.isPending ? <LoadingLines /> : null}
      <ol className={styles.script}>
        {questions.map((question) => (
          <Read key={question.code} question={question} placeOf={placeOf} />
        ))}
      </ol>
    </Modal>
  );
}

type ReadProps = { readonly question: Question; readonly placeOf: (next: string) => string };

function Read({ question: { name, text, kind, reply, choices }, placeOf }: ReadProps) {
  return (
    <li>
      <strong>{name}</strong> <span className={styles.soft}>{t(`questions:kind.${kind}`)}</span>
      <p>{text}</p>
      {reply === '' ? null : <p className={styles.reply}>{reply}</p>}
      {choices.length === 0 ? null : (
        <ul>
          {choices.map((choice) => {
            const next = choice.next === null ? '' : placeOf(choice.next);
            return (
              <li key={choice.code}>
                {choice.label}
                {next === '' ? '' : ` → ${next}`}
                {choice.reply === '' ? null : <p className={styles.reply}>{choice.reply}</p>}
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}
