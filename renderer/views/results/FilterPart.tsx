import { NativeSelect, TextInput } from '@mantine/core';
import type { Results, ResultsFilter, ResultsKind } from '../../../shared/contract/results.ts';
import { answerText } from '../../../shared/results/answerFilter.ts';
import { t } from '../../../shared/text/say.ts';
import { TexterChoice } from '../../components/conversations/FilterParts.tsx';
import { useTexters } from '../../components/conversations/queries.ts';
import { TagFilter } from '../../components/messenger/TagFilter.tsx';
import { answerName } from '../../components/results/answerName.ts';
import { OutcomeChoice } from '../../components/results/OutcomeChoice.tsx';
import styles from './results.module.css';

/** Days as fields of dates have them, such as 2026-03-03; empty: any. */
export type Days = { readonly from: string; readonly until: string };
export type Chosen = Omit<ResultsFilter, 'during'> & { readonly days: Days };

const EVER = 9_999_999_999_999;

/** The filter of an export; days are this computer's, the last one whole. */
export function filterOf({ days: { from, until }, ...filter }: Chosen): ResultsFilter {
  if (from === '' && until === '') return filter;
  const begin = from === '' ? 0 : new Date(`${from}T00:00`).getTime();
  const last = new Date(`${until}T00:00`);
  const end = until === '' ? EVER : last.setDate(last.getDate() + 1);
  return { ...filter, during: `${begin}..${Math.max(begin, end)}` };
}

type Props = {
  readonly found: Results;
  readonly kind: ResultsKind;
  readonly value: Chosen;
  readonly onChange: (chosen: Chosen) => void;
};

/** Narrows an export to some of the contacts, and to some days. */
export function FilterPart({ found: { questions }, kind, value, onChange }: Props) {
  const texters = useTexters();
  const set = (change: { [Key in keyof Chosen]?: Chosen[Key] | undefined }) => {
    const next = Object.entries({ ...value, ...change }).filter(([, each]) => each !== undefined);
    onChange(Object.fromEntries(next) as Chosen);
  };
  const known = questions.map(({ code, name, choices }) => ({
    code,
    name,
    choices: choices.map((choice) => ({ ...choice, key: '', reply: '', next: null })),
  }));
  const answers = questions.flatMap(({ code: question, choices }) => [
    answerText({ question }),
    ...choices.map(({ code: choice }) => answerText({ question, choice })),
    answerText({ question, without: true }),
  ]);
  const { days } = value;
  return (
    <details className={styles.details}>
      <summary>{t('results:export.filter')}</summary>
      <div className={styles.pair}>
        <OutcomeChoice value={value.outcome} onChange={(outcome) => set({ outcome })} />
        {answers.length === 0 ? null : (
          <NativeSelect
            label={t('results:export.answer')}
            value={value.answer ?? ''}
            onChange={(event) => set({ answer: event.currentTarget.value || undefined })}
          >
            <option value="">{t('results:export.anyAnswer')}</option>
            {answers.map((answer) => (
              <option key={answer} value={answer}>
                {answerName(known, answer)}
              </option>
            ))}
          </NativeSelect>
        )}
        {texters.length === 0 ? null : (
          <TexterChoice value={value.texterId} onChange={(texterId) => set({ texterId })} texters={texters} />
        )}
        <TagFilter label={t('results:export.tag')} value={value.tagId} onChange={(tagId) => set({ tagId })} />
        <TextInput
          type="date"
          label={t(`results:export.from.${kind}`)}
          value={days.from}
          max={days.until || undefined}
          onChange={(event) => set({ days: { ...days, from: event.currentTarget.value } })}
        />
        <TextInput
          type="date"
          label={t(`results:export.until.${kind}`)}
          value={days.until}
          min={days.from || undefined}
          onChange={(event) => set({ days: { ...days, until: event.currentTarget.value } })}
        />
      </div>
    </details>
  );
}
