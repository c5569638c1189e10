import type { ImportResult } from '../../../../shared/contract/lists/importOutcomes.ts';
import { t } from '../../../../shared/text/say.ts';
import { number } from '../../../language/formats.ts';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';
import { type Counted, resultLines } from './importWords.ts';

type Props = {
  readonly result: ImportResult;
  readonly regionName: string;
  readonly counted: Counted;
};

/**
 * Every row of a file, or every person, is in exactly one line, so the lines add up to all of them, before
 * an import as after it.
 */
export function Accounting({ result, regionName, counted }: Props) {
  const lines = resultLines(result, regionName);
  return (
    <>
      <div className={own.account} aria-hidden>
        {lines.map(({ key, tone, value }) =>
          value > 0 ? <span key={key} data-tone={tone} style={{ flexGrow: value }} /> : null,
        )}
      </div>
      <dl className={own.accountLines}>
        {lines.map(({ key, tone, value, label, explains }) => (
          <div key={key}>
            <dt>
              <i data-tone={tone} aria-hidden />
              {label}
            </dt>
            <dd>
              <b>{number(value)}</b>
              <span className={styles.soft}>{explains}</span>
            </dd>
          </div>
        ))}
        <div className={own.sum}>
          <dt>{t(`contacts:counted.${counted}.all`)}</dt>
          <dd>
            <b>{number(result.rows)}</b>
            <span className={styles.soft}>{lines.map(({ value }) => number(value)).join(' + ')}</span>
          </dd>
        </div>
      </dl>
      {result.textedOften > 0 ? (
        <p className={styles.soft}>{t('contacts:report.textedOften', { count: result.textedOften })}</p>
      ) : null}
      {result.unreadPlace > 0 ? (
        <p className={styles.soft}>{t('contacts:report.unreadPlace', { count: result.unreadPlace })}</p>
      ) : null}
    </>
  );
}
