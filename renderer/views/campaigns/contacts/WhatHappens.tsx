import { Progress } from '@mantine/core';
import type { ContactDryRun } from '../../../../shared/contract/lists.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../campaigns.module.css';
import { Accounting } from './Accounting.tsx';
import own from './contacts.module.css';

type Props = {
  readonly dryRun: ContactDryRun | undefined;
  readonly error: unknown;
  readonly regionName: string;
  readonly onRetry: () => void;
};

/** What the import would do, in one sentence and then row by row; nothing is imported yet. */
export function WhatHappens({ dryRun, error, regionName, onRetry }: Props) {
  if (error) return <ErrorNotice title={t('contacts:happens.failed')} error={error} onRetry={onRetry} />;
  if (!dryRun) {
    return (
      <div role="status">
        <p className={styles.soft}>{t('contacts:happens.looking')}</p>
        <Progress value={100} animated aria-label={t('contacts:happens.looking')} />
      </div>
    );
  }
  const { result, examples } = dryRun;
  return (
    <>
      <p className={styles.strong} role="status">
        {t('contacts:happens.sentence', {
          imported: result.imported,
          rows: t('contacts:rows', { count: result.rows }),
        })}
      </p>
      {result.imported < result.rows || result.unreadPlace + result.textedOften > 0 ? (
        <Accounting result={result} regionName={regionName} />
      ) : null}
      <details className={own.earlier}>
        <summary>{t('contacts:happens.first')}</summary>
        <ul className={own.examples}>
          {examples.map((row) => (
            <li key={row.line}>
              <span className={styles.soft}>{t('contacts:happens.line', { line: row.line })}</span>
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
