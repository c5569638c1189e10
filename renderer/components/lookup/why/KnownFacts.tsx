import { Button, Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { UseAgainReason, type Why } from '../../../../shared/contract/people.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../base/ErrorNotice.tsx';
import { notify } from '../../base/notify.ts';
import styles from './why.module.css';

/** Facts about the number, and the way to use it again, for everybody who sees this panel. */
export function KnownFacts({ why }: { readonly why: Why }) {
  const [asking, setAsking] = useState(false);
  const { number, known } = why;
  return (
    <>
      <ul className={styles.list}>
        {known.map((fact) => (
          <li key={fact.id}>{fact.sentence}</li>
        ))}
      </ul>
      {number === null ? null : (
        <>
          <Button size="xs" onClick={() => setAsking(true)}>
            {t('known:useAgain')}
          </Button>
          <div className={styles.soft}>{t('known:useAgainHint')}</div>
          {asking ? <UseAgainDialog number={number} known={known} onClose={() => setAsking(false)} /> : null}
        </>
      )}
    </>
  );
}

type Props = {
  readonly number: string;
  readonly known: Why['known'];
  readonly onClose: () => void;
};

const NONE = 'none';

/**
 * Repeats what is known of the number, with day and code, before it is used again; the reason is optional.
 */
function UseAgainDialog({ number, known, onClose }: Props) {
  const [reason, setReason] = useState<UseAgainReason | null>(null);
  const queries = useQueryClient();
  const again = useMutation(
    api.person.useAgain.mutationOptions({
      onSuccess: () => {
        notify(t('known:usedAgain', { number: formatNumber(number) }), true);
        onClose();
      },
      onSettled: () => queries.invalidateQueries(),
    }),
  );
  return (
    <ConfirmDialog
      opened
      title={t('known:useAgainTitle', { number: formatNumber(number) })}
      confirmLabel={t('known:useAgain')}
      busy={again.isPending}
      onConfirm={() => again.mutate({ number, ...(reason === null ? {} : { reason }) })}
      onCancel={onClose}
    >
      <ul className={styles.list}>
        {known.map((fact) => (
          <li key={fact.id}>{fact.sentence}</li>
        ))}
      </ul>
      <p>{t('known:useAgainWhat')}</p>
      <Radio.Group
        label={t('known:reason.label')}
        value={reason ?? NONE}
        onChange={(value) => setReason(UseAgainReason.safeParse(value).data ?? null)}
      >
        <Stack gap={6} mt={6}>
          {UseAgainReason.options.map((each) => (
            <Radio key={each} value={each} label={t(`known:reason.${each}`)} />
          ))}
          <Radio value={NONE} label={t('known:reason.none')} />
        </Stack>
      </Radio.Group>
      {again.error ? <ErrorNotice title={t('known:notDone')} error={again.error} /> : null}
    </ConfirmDialog>
  );
}
