import { Checkbox, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Who } from '../../../shared/contract/campaigns/who.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { ClosedAs } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './campaigns.module.css';

/** What is being chosen; some of it may still be missing. */
export type WhoDraft = {
  readonly by: Who['by'];
  readonly question: string;
  readonly choices: readonly string[];
  readonly closedAs: readonly ClosedAs[];
};

export const NO_REPLY: WhoDraft = { by: 'no-reply', question: '', choices: [], closedAs: [] };

const WAYS: readonly Who['by'][] = [
  'no-reply',
  'answer',
  'no-answer',
  'closed-as',
  'not-texted',
  'everybody',
];

/** What the contract takes; null while something is missing. */
export function whoOf({ by, question, choices, closedAs }: WhoDraft): Who | null {
  switch (by) {
    case 'answer':
      if (question === '') return null;
      return { by, question, ...(choices.length > 0 ? { choices: [...choices] } : {}) };
    case 'no-answer':
      return question === '' ? null : { by, question };
    case 'closed-as':
      return closedAs.length === 0 ? null : { by, closedAs: [...closedAs] };
    default:
      return { by };
  }
}

type Props = {
  readonly campaign: Campaign;
  readonly draft: WhoDraft;
  readonly onChange: (draft: WhoDraft) => void;
};

/** Some of a campaign's contacts, by what became of them. */
export function WhoPicker({ campaign, draft, onChange }: Props) {
  const asks = draft.by === 'answer' || draft.by === 'no-answer';
  const ways = WAYS.map((value) => ({ value, label: t(`campaigns:followUp.by.${value}`) }));
  return (
    <>
      <NativeSelect
        label={t('campaigns:followUp.who')}
        data={ways}
        value={draft.by}
        onChange={({ currentTarget: { value } }) => {
          const by = WAYS.find((way) => way === value);
          if (by) onChange({ ...draft, by });
        }}
        data-autofocus
      />
      {asks ? <QuestionPicker campaign={campaign} draft={draft} onChange={onChange} /> : null}
      {draft.by === 'closed-as' ? (
        <Checkbox.Group
          label={t('campaigns:followUp.closed')}
          value={[...draft.closedAs]}
          onChange={(chosen) =>
            onChange({ ...draft, closedAs: ClosedAs.options.filter((each) => chosen.includes(each)) })
          }
        >
          <div className={styles.choices}>
            {ClosedAs.options.map((each) => (
              <Checkbox key={each} value={each} label={t(`campaigns:followUp.closedAs.${each}`)} />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
    </>
  );
}

function QuestionPicker({ campaign, draft, onChange }: Props) {
  const script = useQuery(api.questions.script.queryOptions({ input: { campaignId: campaign.id } }));
  if (script.error) return <ErrorNotice error={script.error} />;
  const questions = [...(script.data?.questions ?? []), ...(script.data?.retired ?? [])];
  if (script.data && questions.length === 0)
    return <p className={styles.needs}>{t('campaigns:followUp.noQuestions')}</p>;
  const choices = questions.find(({ code }) => code === draft.question)?.choices ?? [];
  return (
    <>
      <NativeSelect
        label={t('campaigns:followUp.question')}
        data={[
          { value: '', label: t('campaigns:followUp.chooseQuestion') },
          ...questions.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        value={draft.question}
        onChange={({ currentTarget }) => onChange({ ...draft, question: currentTarget.value, choices: [] })}
      />
      {draft.by === 'answer' && choices.length > 0 ? (
        <Checkbox.Group
          label={t('campaigns:followUp.answers')}
          description={t('campaigns:followUp.anyAnswer')}
          value={[...draft.choices]}
          onChange={(chosen) => onChange({ ...draft, choices: chosen })}
        >
          <div className={styles.choices}>
            {choices.map(({ code, label }) => (
              <Checkbox key={code} value={code} label={label} />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
    </>
  );
}
