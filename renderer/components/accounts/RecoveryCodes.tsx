import { Button, CopyButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import styles from './account.module.css';

/** The recovery codes, shown only once. */
export function RecoveryCodes({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}) {
  const queries = useQueryClient();
  const done = async () => {
    await queries.invalidateQueries({ queryKey: api.session.key() });
    onDone();
  };
  return (
    <div className={styles.stack}>
      <p>{t('accounts:codes.lead')}</p>
      <ul className={styles.codes} aria-label={t('accounts:codes.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.acts}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button onClick={copy}>{t(copied ? 'accounts:copied' : 'accounts:copy')}</Button>
          )}
        </CopyButton>
        <Button variant="filled" onClick={() => void done()}>
          {t('accounts:codes.kept')}
        </Button>
      </div>
    </div>
  );
}
