import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import type { AnswerRecord } from '../../../shared/contract/questions.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useViewAs } from '../../state/viewing.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import { LoadingLines } from '../base/Loading.tsx';
import { Tag } from '../base/Tag.tsx';
import { answerText, recordedText } from './answerWords.ts';
import styles from './questions.module.css';

/** A contact's answers, who recorded them, and a link to all that were ever recorded. */
export function AnswersPart({ thread }: { thread: Thread }): ReactNode {
  const now = useNow();
  const [allShown, setAllShown] = useState(false);
  const { answers, script } = thread.questions;
  if (answers.length + script.length === 0) return null;
  return (
    <section aria-labelledby="answers-title">
      <div className={styles.partHead}>
        <h3 id="answers-title">{t('questions:part.title')}</h3>
        <Button size="compact-xs" onClick={() => setAllShown(true)}>
          {t('questions:part.history')}
        </Button>
      </div>
      {answers.length === 0 ? <p className={styles.soft}>{t('questions:part.none')}</p> : null}
      <dl className={styles.pairs}>
        {answers.map((answer) => (
          <div key={answer.question} className={styles.pair}>
            <dt title={answer.text}>{answer.name}</dt>
            <dd>
              {answerText(answer)}
              <div className={styles.soft}>
                {recordedText(answer, now)}
                {answer.asked ? null : ` · ${t('questions:answered.retired')}`}
              </div>
            </dd>
          </div>
        ))}
      </dl>
      <Modal
        opened={allShown}
        onClose={() => setAllShown(false)}
        title={t('questions:part.historyOf', { name: thread.conversation.name })}
        closeButtonProps={{ 'aria-label': t('common:act.close') }}
      >
        {allShown ? <History conversationId={thread.conversation.id} /> : null}
      </Modal>
    </section>
  );
}

/** All answers, newest first: what was recorded, by whom, and what became of it. */
function History({ conversationId }: { conversationId: string }) {
  const viewAs = useViewAs();
  const { data, error } = useQuery(
    api.answers.history.queryOptions({ input: { conversationId, ...viewAs } }),
  );
  if (error) return <ErrorNotice title={t('questions:part.failed')} error={error} />;
  if (!data) return <LoadingLines />;
  if (data.length === 0) return <p className={styles.soft}>{t('questions:part.nothing')}</p>;
  return (
    <ul className={styles.history}>
      {data.toReversed().map((entry) => (
        <HistoryLine
          key={[entry.question, entry.choice?.code, entry.at, entry.ended?.at].join(' ')}
          entry={entry}
        />
      ))}
    </ul>
  );
}

function HistoryLine({ entry }: { entry: AnswerRecord }) {
  const now = useNow();
  const { name, choice, value, by, at, ended } = entry;
  const words = answerText({
    kind: 'text',
    value,
    choices: choice === null ? [] : [choice],
  });
  return (
    <li>
      <div>
        <span className={styles.soft}>{name}</span> {words}{' '}
        {ended === null ? null : <Tag>{t(`questions:ended.${ended.why}`)}</Tag>}
      </div>
      <div className={styles.soft}>
        {recordedText({ by, at }, now)}
        {ended === null
          ? null
          : ` · ${t(`questions:endedBy.${ended.why}`, { who: recordedText(ended, now) })}`}
      </div>
    </li>
  );
}
