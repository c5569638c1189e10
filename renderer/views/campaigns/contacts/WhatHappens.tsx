import { Progress } from '@mantine/core';
import type { ContactDryRun } from '../../../../shared/contract/lists.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../campaigns.module.css';
import { Accounting } from './Accounting.tsx';
import own from './contacts.module.css';
import type { Counted } from './importWords.ts';

type Props = {
  readonly dryRun: ContactDryRun | undefined;
  readonly error: unknown;
  readonly regionName: string;
  readonly counted: Counted;
  readonly onRetry: () => void;
};

/** What the import would do, in one sentence and then line by line; nothing is imported yet. */
export function WhatHappens({ dryRun, error, regionName, counted, onRetry }: Props) {
  if (error) {
    return <ErrorNotice title={t(`contacts:counted.${counted}.failed`)} error={error} onRetry={onRetry} />;
  }
  if (!dryRun) {
    return (
      <div role="status">
        <p className={styles.soft}>{t(`contacts:counted.${counted}.looking`)}</p>
        <Progress value={100} animated aria-label={t(`contacts:counted.${counted}.looking`)} />
      </div>
    );
  }
  const { result, examples } = dryRun;
  return (
    <>
      <p className={styles.strong} role="status">
        {t('contacts:happens.sentence', {
          imported: result.imported,
          total: t(`contacts:counted.${counted}.total`, { count: result.rows }),
        })}
      </p>
      {result.imported < result.rows || result.unreadPlace + result.textedOften > 0 ? (
        <Accounting result={result} regionName={regionName} counted={counted} />
      ) : null}
      <details className={own.earlier}>
        <summary>{t(`contacts:counted.${counted}.first`)}</summary>
        <ul className={own.examples}>
          {examples.map((row) => (
            <li key={row.line} data-counted={counted}>
              {counted === 'rows' ? (
                <span className={styles.soft}>{t('contacts:happens.line', { line: row.line })}</span>
              ) : null}
              <span>{[row.firstName, row.lastName].filter(Boolean).join(' · ') || '–'}</span>
              <span>{row.number ? formatNumber(row.number) : '–'}</span>
              <span className={styles.soft}>{row.reason}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
