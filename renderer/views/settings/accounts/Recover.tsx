import { Button, Checkbox, CopyButton, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../shared/contract/accounts.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { dateFormat } from '../../../language/formats.ts';
import styles from '../settings.module.css';

type Props = { readonly account: Account | null; readonly onDone: () => void };

/** Lets somebody back in who forgot their password, or also lost their phone. */
export function Recover({ account, onDone }: Props) {
  return (
    <Modal
      opened={account !== null}
      onClose={onDone}
      title={t('accounts:recover.title', { name: account?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {account ? <Steps account={account} onDone={onDone} /> : null}
    </Modal>
  );
}

function Steps({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const [clear, setClear] = useState(false);
  const queries = useQueryClient();
  const recover = useMutation(
    api.account.recover.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.account.key() }),
    }),
  );
  if (recover.data) return <Made name={account.name} {...recover.data} onDone={onDone} />;
  return (
    <div className={styles.stack}>
      <p>{t('accounts:recover.lead', { name: account.name })}</p>
      {account.secondFactor ? (
        <Checkbox
          label={t('accounts:recover.clear')}
          description={t('accounts:recover.clearMeans')}
          checked={clear}
          onChange={(event) => setClear(event.currentTarget.checked)}
        />
      ) : null}
      {recover.error ? <ErrorNotice title={t('accounts:recover.failed')} error={recover.error} /> : null}
      <div className={styles.actionsEnd}>
        <Button onClick={onDone}>{t('common:act.cancel')}</Button>
        <Button
          variant="filled"
          data-autofocus
          loading={recover.isPending}
          onClick={() => recover.mutate({ id: account.id, clearSecondFactor: clear })}
        >
          {t('accounts:recover.make')}
        </Button>
      </div>
    </div>
  );
}

type Made = {
  readonly name: string;
  readonly password: string;
  readonly until: number;
  readonly onDone: () => void;
};

const whole = dateFormat({ dateStyle: 'full', timeStyle: 'short' });

/** The one-time password, shown only once. */
function Made({ name, password, until, onDone }: Made) {
  return (
    <div className={styles.stack}>
      <p>{t('accounts:recover.tell', { name, until: whole(until) })}</p>
      <output className={styles.secret} aria-label={t('accounts:recover.password')}>
        {password}
      </output>
      <div className={styles.actionsEnd}>
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button onClick={copy}>{t(copied ? 'accounts:copied' : 'accounts:copy')}</Button>
          )}
        </CopyButton>
        <Button variant="filled" onClick={onDone}>
          {t('accounts:done')}
        </Button>
      </div>
    </div>
  );
}
