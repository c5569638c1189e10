import { Button, Checkbox, NumberInput, Popover } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { REVIEW_SIGNS, type Sampling } from '../../../../shared/schema/review.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { useMe } from '../../../hooks/useSession.ts';
import styles from './review.module.css';
import { useSampling } from './useReview.ts';
import { SIGNS, signWords } from './words.ts';

/** How the sample and the risk come about; an admin changes the sample here, a supervisor reads it. */
export function SamplingButton(): ReactNode {
  const sampling = useSampling();
  const me = useMe();
  const [opened, setOpened] = useState(false);
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
          Sample and risk
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Sample and risk">
        <h2 className={styles.title}>The sample</h2>
        {sampling === undefined ? null : me.role === 'admin' ? (
          <Form key={JSON.stringify(sampling)} sampling={sampling} onSaved={() => setOpened(false)} />
        ) : (
          <p className={styles.say}>
            {sampling.automatic}% of automatic opt-outs and {sampling.manual}% of those by hand
            {sampling.risky ? ', and all that carry a sign of risk' : ''}. An admin can change it.
          </p>
        )}
        <p className={styles.say}>
          Which ones are chosen follows from their ids, so the sample stays the same, and a larger one
          contains the smaller.
        </p>
        <h2 className={styles.title}>Risk is the sum of</h2>
        <ul className={styles.signs}>
          {SIGNS.map((sign) => (
            <li key={sign}>
              <b>+{REVIEW_SIGNS[sign].points}</b> {signWords[sign].full}
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
      {save.error ? <ErrorNotice title="The sample was not changed" error={save.error} /> : null}
      <div className={styles.choice}>
        <NumberInput
          {...percent}
          label="Of automatic opt-outs"
          value={draft.automatic}
          onChange={(value) => setDraft({ ...draft, automatic: Number(value) || 0 })}
        />
        <NumberInput
          {...percent}
          label="Of those by hand"
          value={draft.manual}
          onChange={(value) => setDraft({ ...draft, manual: Number(value) || 0 })}
        />
      </div>
      <Checkbox
        size="xs"
        label="And all that carry a sign of risk"
        checked={draft.risky}
        onChange={(event) => setDraft({ ...draft, risky: event.currentTarget.checked })}
      />
      <Button type="submit" variant="filled" loading={save.isPending}>
        Save the sample
      </Button>
    </form>
  );
}
