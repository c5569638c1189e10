import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useNow } from '../../hooks/useNow.ts';
import { complain } from '../base/notify.ts';
import { fullTime } from '../base/time.ts';
import styles from './messenger.module.css';
import { isToday, soonTime, timeThere, usualTimes } from './when.ts';

type Props = { row: ConversationRow; zones: readonly string[] | null; mayAct: boolean };

/** When the conversation comes back to the list. Nothing is sent then. */
export function ReminderPart({ row, zones, mayAct }: Props) {
  const [opened, setOpened] = useState(false);
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: api.conversation.key() });
  const set = useMutation(
    api.messenger.reminder.set.mutationOptions({
      onError: complain(t('messenger:reminder.notSet')),
      onSettled,
    }),
  );
  const clear = useMutation(
    api.messenger.reminder.clear.mutationOptions({
      onError: complain(t('messenger:reminder.notChanged')),
      onSettled,
    }),
  );
  const possible = mayAct && row.optState === 'none' && row.state !== 'closed';
  useHotkey('alt+R', t('messenger:reminder.key'), () => setOpened((was) => !was), {
    group: t('common:keys.group.conversation'),
    enabled: possible,
    whileTyping: true,
  });
  if (!possible && row.reminder === null) return null;
  const choose = (at: number) => {
    setOpened(false);
    set.mutate({ conversationId: row.id, at });
  };
  return (
    <>
      <h3 className={styles.head}>
        {t('messenger:reminder.title')}
        {possible ? (
          <Popover
            opened={opened}
            onChange={setOpened}
            position="bottom-end"
            width={400}
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <Button
                size="compact-xs"
                leftSection={<IconClock size={13} aria-hidden />}
                onClick={() => setOpened((was) => !was)}
              >
                {t('messenger:reminder.remind')}
              </Button>
            </Popover.Target>
            <Popover.Dropdown aria-label={t('messenger:reminder.when')}>
              <Choices zones={zones} onChoose={choose} />
            </Popover.Dropdown>
          </Popover>
        ) : null}
      </h3>
      <Standing
        row={row}
        zones={zones}
        onClear={possible ? () => clear.mutate({ conversationId: row.id }) : null}
      />
    </>
  );
}

function Standing(props: { row: ConversationRow; zones: Props['zones']; onClear: (() => void) | null }) {
  const { row, zones, onClear } = props;
  const now = useNow();
  if (row.reminder === null) return <div className={styles.soft}>{t('messenger:reminder.none')}</div>;
  const { at, back } = row.reminder;
  const there = timeThere(at, zones);
  return (
    <div>
      <div title={fullTime(at)}>
        {t(
          back
            ? 'messenger:reminder.back'
            : isToday(at, now)
              ? 'messenger:reminder.at'
              : 'messenger:reminder.on',
          {
            time: soonTime(at, now),
          },
        )}
        {there === null ? null : (
          <span className={styles.there}> · {t('messenger:reminder.there', { time: there })}</span>
        )}
      </div>
      {onClear ? (
        <Button size="compact-xs" mt={6} onClick={onClear}>
          {back ? t('messenger:reminder.done') : t('messenger:reminder.forget')}
        </Button>
      ) : null}
    </div>
  );
}

function Choices({ zones, onChoose }: { zones: Props['zones']; onChoose: (at: number) => void }) {
  const [now] = useState(() => Date.now());
  const [own, setOwn] = useState('');
  const chosen = own === '' ? Number.NaN : new Date(own).getTime();
  const there = Number.isNaN(chosen) ? null : timeThere(chosen, zones);
  return (
    <Stack gap={6}>
      {usualTimes(now).map(({ label, at }) => (
        <button key={label} type="button" className={styles.choice} onClick={() => onChoose(at)}>
          <span>{label}</span>
          <When at={at} now={now} zones={zones} />
        </button>
      ))}
      <TextInput
        type="datetime-local"
        label={t('messenger:reminder.own')}
        description={there === null ? undefined : t('messenger:reminder.there', { time: there })}
        value={own}
        onChange={(event) => setOwn(event.currentTarget.value)}
      />
      <Button
        variant="filled"
        disabled={Number.isNaN(chosen) || chosen <= now}
        onClick={() => onChoose(chosen)}
      >
        {t('messenger:reminder.set')}
      </Button>
    </Stack>
  );
}

function When({ at, now, zones }: { at: number; now: number; zones: Props['zones'] }) {
  const there = timeThere(at, zones);
  return (
    <span className={styles.there}>
      {soonTime(at, now)}
      {there === null ? '' : ` · ${t('messenger:reminder.there', { time: there })}`}
    </span>
  );
}
