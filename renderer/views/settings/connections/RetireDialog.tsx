import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WarningCode } from '../../../../shared/contract/base/warning.ts';
import type { SenderNumber } from '../../../../shared/contract/connections.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';

type Props = {
  readonly sender: SenderNumber;
  readonly busy: boolean;
  /** `moveTo` null: waiting texts are lost. */
  readonly onRetire: (moveTo: string | null, confirmed: WarningCode[]) => void;
  readonly onCancel: () => void;
};

const GIVE_UP = 'give-up';

/** Shows what waits at the number before it is retired; the admin chooses what becomes of it. */
export function RetireDialog({ sender, busy, onRetire, onCancel }: Props) {
  const work = useQuery({
    ...api.connection.numberWork.queryOptions({ input: { id: sender.id } }),
    staleTime: 0,
    gcTime: 0,
  });
  const [picked, setPicked] = useState<string | null>(null);
  const { firstTexts = 0, replies = 0, contacts = 0, successors = [] } = work.data ?? {};
  const movable = firstTexts + contacts > 0;
  // The choice that loses nothing is preselected.
  const choice = picked ?? successors[0]?.id ?? GIVE_UP;

  function retire() {
    const moveTo = movable && choice !== GIVE_UP ? choice : null;
    const confirmed: WarningCode[] = [];
    if (replies > 0 || (firstTexts > 0 && moveTo === null)) confirmed.push('sender-has-queued');
    if (contacts > 0 && moveTo === null) confirmed.push('sender-has-contacts');
    onRetire(moveTo, confirmed);
  }

  return (
    <ConfirmDialog
      opened
      title={t('settings:connections.number.retireTitle', { number: formatNumber(sender.number) })}
      confirmLabel={t('settings:connections.number.retireIt')}
      busy={busy}
      disabled={!work.isSuccess}
      onConfirm={retire}
      onCancel={onCancel}
    >
      <p>{t('settings:connections.number.retireWhat')}</p>
      {work.isError ? <ErrorNotice title={t('settings:form.notChanged')} error={work.error} /> : null}
      {replies > 0 ? <p>{t('settings:connections.number.repliesWait', { count: replies })}</p> : null}
      {firstTexts > 0 ? <p>{t('settings:connections.number.firstWait', { count: firstTexts })}</p> : null}
      {contacts > 0 ? <p>{t('settings:connections.number.contactsWait', { count: contacts })}</p> : null}
      {movable && successors.length === 0 ? <p>{t('settings:connections.number.noOther')}</p> : null}
      {movable && successors.length > 0 ? (
        <Radio.Group
          label={t('settings:connections.number.whatOfThem')}
          value={choice}
          onChange={setPicked}
          mt="sm"
        >
          <Stack gap={8} mt={6}>
            {successors.map(({ id, number, label }) => (
              <Radio
                key={id}
                value={id}
                label={t('settings:connections.number.moveTo', { number: formatNumber(number) })}
                description={label === '' ? undefined : label}
              />
            ))}
            <Radio
              value={GIVE_UP}
              label={t('settings:connections.number.giveUp')}
              description={t('settings:connections.number.giveUpHow')}
            />
          </Stack>
        </Radio.Group>
      ) : null}
    </ConfirmDialog>
  );
}
