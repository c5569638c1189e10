import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { Section } from '../parts/Section.tsx';
import { useLeaveGuard } from '../parts/useLeaveGuard.tsx';
import day from './hours.module.css';
import { clockTime, EARLIEST, hourChoices, LATEST } from './hours.ts';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

const DAY = 24 * 60;
const MARKS: Readonly<Record<number, string>> = { 0: 'midnight', 12: 'noon' };

/** When texts may leave, by the recipient's clock. The law's limits cannot be widened here. */
export function SendingHours({ settings }: Props) {
  const stored = settings.quietHours;
  const [from, setFrom] = useState(stored.sendFrom);
  const [until, setUntil] = useState(stored.sendUntil);
  const save = useSaveSettings('The sending hours are saved.');
  const dirty = from !== stored.sendFrom || until !== stored.sendUntil;
  const { dialog } = useLeaveGuard(dirty);
  return (
    <Section
      id="hours"
      title="Sending hours"
      lead={`Texts leave between these times where the recipient is, never before ${clockTime(EARLIEST)} or after ${clockTime(LATEST)}. What is sent outside of them waits until the hours begin; it is not lost.`}
    >
      <div className={day.hours}>
        <NativeSelect
          label="From"
          value={String(from)}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
          data={[...hourChoices(EARLIEST, until - 30, from)]}
        />
        <NativeSelect
          label="Until"
          value={String(until)}
          onChange={(event) => setUntil(Number(event.currentTarget.value))}
          data={[...hourChoices(from + 30, LATEST, until)]}
        />
      </div>
      <div className={day.day} aria-hidden>
        <div className={day.dayAllowed} style={span(EARLIEST, LATEST)} />
        <div className={day.daySending} style={span(from, until)} />
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour} className={day.mark} style={{ left: `${(100 * hour) / 24}%` }}>
            {MARKS[hour] ?? clockTime(hour * 60)}
          </span>
        ))}
      </div>
      <ul className={styles.notes}>
        <li>The recipient’s time zone is read from their phone number.</li>
        <li>
          Where the number does not tell one zone, the strictest counts: it must be {clockTime(from)} to{' '}
          {clockTime(until)} in every zone where they could be.
        </li>
        <li>Opt-out confirmations are exempt: they answer the person at once.</li>
      </ul>
      {save.error ? <ErrorNotice title="It was not saved" error={save.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={!dirty || from >= until}
          loading={save.isPending}
          onClick={() => save.mutate({ quietHours: { sendFrom: from, sendUntil: until } })}
        >
          Save
        </Button>
        <Button
          disabled={!dirty || save.isPending}
          onClick={() => {
            setFrom(stored.sendFrom);
            setUntil(stored.sendUntil);
          }}
        >
          Discard
        </Button>
      </div>
      {dialog}
    </Section>
  );
}

function span(from: number, until: number) {
  return { left: `${(100 * from) / DAY}%`, width: `${(100 * Math.max(0, until - from)) / DAY}%` };
}
