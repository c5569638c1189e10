import { ActionIcon, Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { scheduleText } from '../../../shared/text/scheduleText.ts';
import { api, warningsIn } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { WarningsDialog } from '../../components/base/WarningsDialog.tsx';
import day from '../../components/settings/hours.module.css';
import styles from './campaigns.module.css';
import { isEmpty, type Planned, plannedOf, toSchedule } from './planned.ts';
import { zonesWith } from './zones.ts';

type Props = { readonly campaign: Campaign };

const DAYS = ['1', '2', '3', '7', '14', '30'] as const;

/** When the campaign begins, pauses and ends by itself; also while it runs. */
export function ScheduleSection({ campaign }: Props) {
  const saved = plannedOf(campaign.schedule);
  const [edited, setEdited] = useState<Planned | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const [warned, setWarned] = useState<readonly Warning[]>([]);
  const fields = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();
  const now = edited ?? saved;
  const change = (part: Partial<Planned>) => {
    setIncomplete(false);
    setEdited({ ...now, ...part });
  };
  const save = useMutation(
    api.campaign.schedule.mutationOptions({
      onSuccess: async ({ schedule }) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        setEdited(null);
        setWarned([]);
        announce(schedule === null ? t('schedule:removed') : t('schedule:saved'));
      },
      onError: (error) => setWarned(warningsIn(error)),
    }),
  );
  if (campaign.state === 'closed') {
    const { schedule, region } = campaign;
    return <p>{schedule === null ? t('schedule:closed') : scheduleText(schedule, region)}</p>;
  }
  const submit = (planned: Planned, confirmed: WarningCode[] = []) => {
    // A moment that is half typed counts as empty, so it would be lost without a word.
    const half = [...(fields.current?.querySelectorAll('input') ?? [])].find((each) => !each.validity.valid);
    setIncomplete(
      half !== undefined || planned.pauses.some(({ from, until }) => from === '' || until === ''),
    );
    if (half !== undefined) half.focus();
    else if (!planned.pauses.some(({ from, until }) => from === '' || until === ''))
      save.mutate({ id: campaign.id, schedule: toSchedule(planned), confirmed });
  };
  const pause = (at: number, part: Partial<Planned['pauses'][number]>) =>
    change({ pauses: now.pauses.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  const line = toSchedule(now);

  return (
    <div ref={fields} className={styles.stack}>
      <Select
        label={t('schedule:zone')}
        description={t('schedule:ownHint')}
        placeholder={t('schedule:own')}
        maw={460}
        searchable
        clearable
        data={zonesWith(now.zone)}
        value={now.zone}
        onChange={(zone) => change({ zone })}
      />
      <div className={styles.twoTimes}>
        <TextInput
          type="datetime-local"
          label={t('schedule:starts')}
          description={t('schedule:startsHint')}
          value={now.startsAt}
          onChange={(event) => change({ startsAt: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('schedule:ends')}
          description={t('schedule:endsHint')}
          value={now.endsAt}
          onChange={(event) => change({ endsAt: event.currentTarget.value })}
        />
      </div>
      <NativeSelect
        label={t('schedule:close')}
        maw={460}
        disabled={now.endsAt === ''}
        value={now.closeAfterDays}
        onChange={(event) => change({ closeAfterDays: event.currentTarget.value })}
        data={closings(now.closeAfterDays)}
      />
      <p className={styles.soft}>{t('schedule:pausesHint')}</p>
      {now.pauses.map(({ key, from, until }, at) => (
        <div key={key} className={day.hours}>
          <TextInput
            type="datetime-local"
            label={t('schedule:pauseFrom')}
            value={from}
            onChange={(event) => pause(at, { from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={t('schedule:pauseUntil')}
            value={until}
            onChange={(event) => pause(at, { until: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            mt={22}
            size={36}
            aria-label={t('schedule:removePause')}
            onClick={() => change({ pauses: now.pauses.filter((each) => each.key !== key) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className={styles.actions}>
        <Button
          onClick={() =>
            change({ pauses: [...now.pauses, { key: crypto.randomUUID(), from: '', until: '' }] })
          }
        >
          {t('schedule:addPause')}
        </Button>
      </div>
      <p>{line === null ? t('schedule:none') : scheduleText(line, campaign.region)}</p>
      {incomplete ? <ErrorNotice error={new Error(t('schedule:incomplete'))} /> : null}
      {save.error && warningsIn(save.error).length === 0 ? (
        <ErrorNotice title={t('schedule:failed')} error={save.error} />
      ) : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={edited === null}
          loading={save.isPending}
          onClick={() => submit(now)}
        >
          {t('schedule:save')}
        </Button>
        {edited === null ? null : <Button onClick={() => setEdited(null)}>{t('schedule:undo')}</Button>}
        {edited === null && !isEmpty(saved) ? (
          <Button onClick={() => submit(plannedOf(null))}>{t('schedule:remove')}</Button>
        ) : null}
      </div>
      <WarningsDialog
        warnings={warned}
        title={t('schedule:warned')}
        confirmLabel={t('schedule:saveAnyway')}
        busy={save.isPending}
        onConfirm={(confirmed) => submit(now, confirmed)}
        onCancel={() => setWarned([])}
      />
    </div>
  );
}

function closings(current: string) {
  const days = current === '' || current === '0' || DAYS.some((each) => each === current) ? [] : [current];
  return [
    { value: '', label: t('schedule:closeNever') },
    { value: '0', label: t('schedule:closeAtOnce') },
    ...[...DAYS, ...days].map((value) => ({
      value,
      label: t('schedule:closeAfter', { count: Number(value) }),
    })),
  ];
}
