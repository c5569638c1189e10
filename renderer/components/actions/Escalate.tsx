import { Button, Popover, Stack, Textarea } from '@mantine/core';
import { IconUserUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { longDay } from '../base/days.ts';
import { complain, notify } from '../base/notify.ts';
import { EscalateTo, NOBODY, toInput } from './EscalateTo.tsx';
import styles from './escalate.module.css';

/** To whom an action was given, by whom and why. Texters never see it. */
export function Given({
  action,
}: {
  action: Pick<OpenAction, 'assignedTo' | 'escalation' | 'decideBy' | 'detail'>;
}): ReactNode {
  const { assignedTo, escalation, decideBy, detail } = action;
  if (assignedTo === null || escalation === null) return null;
  const said = { to: assignedTo.name, by: escalation.by, day: longDay(decideBy) };
  return (
    <div className={styles.given}>
      {t('actions:escalate.given', said)}
      {/* What was asked with a verdict stands above already. */}
      {escalation.note === '' || escalation.note === detail ? null : <> “{escalation.note}”</>}
    </div>
  );
}

/** Gives an action to an admin or a supervisor who should decide it. Nothing for texters. */
export function Escalate({ action }: { action: Pick<OpenAction, 'id' | 'kind' | 'contactName'> }): ReactNode {
  const { role } = useMe();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [to, setTo] = useState(NOBODY);
  const [note, setNote] = useState('');
  const escalate = useMutation(
    api.action.escalate.mutationOptions({
      onSuccess: ({ decideBy }) => {
        setOpened(false);
        setNote('');
        setTo(NOBODY);
        notify(t('actions:escalate.done', { day: longDay(decideBy) }));
      },
      onError: complain(t('actions:escalate.failed')),
      onSettled: () =>
        Promise.all(
          [api.action.key(), api.conversation.key(), api.review.key()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        ),
    }),
  );
  if (role === 'texter') return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to.ownerId !== '') escalate.mutate({ id: action.id, ...toInput(to), note: note.trim() });
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-end"
      width={400}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconUserUp size={14} aria-hidden />}
          onClick={() => setOpened((was) => !was)}
        >
          {t('actions:escalate.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('actions:escalate.title')}>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <EscalateTo kind={action.kind} value={to} onChange={setTo} />
            <Textarea
              size="xs"
              label={t('actions:escalate.note')}
              description={t('actions:escalate.means')}
              autosize
              minRows={2}
              maxRows={5}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button type="submit" variant="filled" disabled={to.ownerId === ''} loading={escalate.isPending}>
              {t('actions:escalate.act')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
