import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './campaigns.module.css';

/** How many first texts each texter should send in a day; empty: there is no goal. */
export function GoalField({ campaign }: { readonly campaign: Campaign }) {
  const saved = campaign.dailyGoal ?? '';
  const [typed, setTyped] = useState<number | string | null>(null);
  const queries = useQueryClient();
  const save = useMutation(
    api.campaign.update.mutationOptions({
      onSuccess: async ({ dailyGoal }) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        setTyped(null);
        announce(dailyGoal === null ? t('campaigns:goal.removed') : t('campaigns:goal.saved'));
      },
    }),
  );
  const goal = typed ?? saved;
  const changed = typed !== null && typed !== saved;
  const submit = () => save.mutate({ id: campaign.id, dailyGoal: goal === '' ? null : Number(goal) });
  return (
    <>
      <NumberInput
        label={t('campaigns:goal.label')}
        description={t('campaigns:goal.hint')}
        maw={460}
        min={1}
        max={100_000}
        allowDecimal={false}
        allowNegative={false}
        disabled={campaign.state === 'closed'}
        value={goal}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && changed) submit();
        }}
      />
      {save.error ? <ErrorNotice title={t('campaigns:goal.failed')} error={save.error} /> : null}
      {changed ? (
        <div className={styles.actions}>
          <Button variant="filled" loading={save.isPending} onClick={submit}>
            {t('campaigns:goal.save')}
          </Button>
          <Button onClick={() => setTyped(null)}>{t('campaigns:texters.undo')}</Button>
        </div>
      ) : null}
    </>
  );
}
