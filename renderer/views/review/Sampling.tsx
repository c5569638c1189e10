import { Button, Checkbox, NumberInput, Popover } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { REVIEW_SIGNS, type Sampling } from '../../../shared/schema/review.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { useMe } from '../../hooks/useSession.ts';
import styles from './review.module.css';
import { useSampling } from './useReview.ts';
import { SIGNS } from './words.ts';

/** How the sample and the risk are determined; an admin changes the sample here, a supervisor reads it. */
export function SamplingButton(): ReactNode {
  const sampling = useSampling();
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const share = { automatic: sampling?.automatic ?? 0, manual: sampling?.manual ?? 0 };
  return (
    <Popover
      position="bottom-end"
      width={400}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Button size="compact-sm" onClick={() => setOpened((was) => !was)}>
          {t('review:sampling.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('review:sampling.button')}>
        <h2 className={styles.title}>{t('review:sampling.title')}</h2>
        {sampling === undefined ? null : me.role === 'admin' ? (
          <Form key={JSON.stringify(sampling)} sampling={sampling} onSaved={() => setOpened(false)} />
        ) : (
          <p className={styles.say}>
            {sampling.risky ? t('review:sampling.readRisky', share) : t('review:sampling.read', share)}
          </p>
        )}
        <p className={styles.say}>{t('review:sampling.stable')}</p>
        <h2 className={styles.title}>{t('review:sampling.risk')}</h2>
        <ul className={styles.signs}>
          {SIGNS.map((sign) => (
            <li key={sign}>
              <b>{`+${REVIEW_SIGNS[sign].points}`}</b> {t(`review:sign.${sign}.full`)}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const percent = {
  min: 0,
  max: 100,
  clampBehavior: 'strict',
  allowDecimal: false,
  suffix: ' %',
  size: 'xs',
} as const;

function Form({ sampling, onSaved }: { sampling: Sampling; onSaved: () => void }): ReactNode {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(sampling);
  const save = useMutation(
    api.review.setSampling.mutationOptions({
      onSuccess: () => {
        onSaved();
        return queries.invalidateQueries({ queryKey: api.review.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <form onSubmit={submit} className={styles.sampling}>
      {save.error ? <ErrorNotice title={t('review:sampling.failed')} error={save.error} /> : null}
      <div className={styles.choice}>
        <NumberInput
          {...percent}
          label={t('review:sampling.automatic')}
          value={draft.automatic}
          onChange={(value) => setDraft({ ...draft, automatic: Number(value) || 0 })}
        />
        <NumberInput
          {...percent}
          label={t('review:sampling.manual')}
          value={draft.manual}
          onChange={(value) => setDraft({ ...draft, manual: Number(value) || 0 })}
        />
      </div>
      <Checkbox
        size="xs"
        label={t('review:sampling.risky')}
        checked={draft.risky}
        onChange={(event) => setDraft({ ...draft, risky: event.currentTarget.checked })}
      />
      <Button type="submit" variant="filled" loading={save.isPending}>
        {t('review:sampling.save')}
      </Button>
    </form>
  );
}
