import type { ReactNode } from 'react';
import type { ResultQuestion, Results } from '../../../shared/contract/results.ts';
import type { ContactOutcome } from '../../../shared/results/outcome.ts';
import { t } from '../../../shared/text/say.ts';
import { figureValues } from '../../components/base/share.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import page from '../../components/dashboard/figures.module.css';
import { numberFormat } from '../../language/formats.ts';
import { type Bar, Bars } from './Bars.tsx';
import styles from './results.module.css';

type CardProps = {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly ReactNode[];
  readonly children: ReactNode;
};

function Card({ id, title, lines, children }: CardProps) {
  return (
    <section className={`${page.card} ${styles.card}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines stay in their places
          <p key={at}>{line}</p>
        ))}
      </header>
      {children}
    </section>
  );
}

const TONES: Partial<Record<ContactOutcome, Bar['tone']>> = {
  'opted-out': 'stop',
  'on-hold': 'hold',
  answered: 'brand',
  replied: 'brand',
};

/** What became of all contacts, each counted once. */
export function OutcomeCard({ found }: { readonly found: Results }) {
  const bars = found.outcomes
    .filter(({ figure }) => figure.count > 0)
    .map(({ outcome, figure }): Bar => {
      return { key: outcome, label: t(`results:outcome.${outcome}`), figure, tone: TONES[outcome] ?? 'soft' };
    });
  const title = t('results:outcomes.title');
  return (
    <Card
      id="results-outcomes"
      title={title}
      lines={[t('results:outcomes.caption', { count: found.contacts })]}
    >
      {bars.length === 0 ? (
        <p className={styles.none}>{t('results:outcomes.none')}</p>
      ) : (
        <Bars caption={title} first={t('results:outcomes.first')} bars={bars} />
      )}
    </Card>
  );
}

const decimals = numberFormat({ maximumFractionDigits: 2 });

/** What contacts answered to one question, of those who answered it. */
export function QuestionCard({ question }: { readonly question: ResultQuestion }) {
  const { code, name, text, kind, asked, answered, choices, values, numbers } = question;
  const bars = [
    ...choices.map(({ code: key, label, figure }): Bar => ({ key, label, figure, tone: 'brand' })),
    ...values.map(
      ({ value, figure }): Bar => ({ key: value, label: decimals(Number(value)), figure, tone: 'brand' }),
    ),
  ];
  const lines = [
    text,
    <button
      key="answered"
      type="button"
      className={styles.link}
      onClick={() => openList('all', answered.list)}
    >
      {t('results:question.caption', figureValues(answered.count, answered.of))}
    </button>,
    ...(kind === 'many' ? [t('results:question.many')] : []),
    ...(asked ? [] : [t('results:question.retired')]),
    ...(numbers === null
      ? []
      : [
          t('results:question.numbers', {
            sum: decimals(numbers.sum),
            mean: decimals(numbers.mean),
            median: decimals(numbers.median),
            least: decimals(numbers.least),
            most: decimals(numbers.most),
          }),
        ]),
  ];
  return (
    <Card id={`results-${code}`} title={name} lines={lines}>
      {answered.count === 0 ? (
        <p className={styles.none}>{t('results:question.none')}</p>
      ) : kind === 'text' ? (
        <p className={styles.none}>{t('results:question.words')}</p>
      ) : (
        <Bars caption={name} first={t('results:question.first')} bars={bars} />
      )}
    </Card>
  );
}
