import { Alert, NativeSelect, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../shared/contract/settings.ts';
import { t } from '../../../shared/text/say.ts';
import { Section } from '../../components/base/Section.tsx';
import day from '../../components/settings/hours.module.css';
import { clockTime, EARLIEST, hourChoices, LATEST } from '../../components/settings/hours.ts';
import { HowOften } from './HowOften.tsx';
import { SaveActs } from './SaveActs.tsx';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = { readonly settings: Settings };

const DAY = 24 * 60;
const markOf = (hour: number) =>
  hour === 0 ? t('settings:hours.midnight') : hour === 12 ? t('settings:hours.noon') : clockTime(hour * 60);

/** When texts may leave, by the recipient's clock, within the legal limits. */
export function SendingHours({ settings }: Props) {
  const stored = settings.quietHours;
  const [from, setFrom] = useState(stored.sendFrom);
  const [until, setUntil] = useState(stored.sendUntil);
  const save = useSaveSettings(t('settings:hours.saved'));
  const [states, setStates] = useState(settings.stateHours);
  const [often, setOften] = useState(settings.oftenLimit);
  const turnsOff = settings.stateHours && !states;
  const dirty =
    from !== stored.sendFrom ||
    until !== stored.sendUntil ||
    states !== settings.stateHours ||
    JSON.stringify(often) !== JSON.stringify(settings.oftenLimit);
  return (
    <Section
      id="hours"
      title={t('settings:part.hours')}
      lead={t('settings:hours.lead', { earliest: clockTime(EARLIEST), latest: clockTime(LATEST) })}
    >
      <div className={day.hours}>
        <NativeSelect
          label={t('settings:hours.from')}
          value={String(from)}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
          data={[...hourChoices(EARLIEST, until - 30, from)]}
        />
        <NativeSelect
          label={t('settings:hours.until')}
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
            {markOf(hour)}
          </span>
        ))}
      </div>
      <Switch
        checked={states}
        onChange={(event) => setStates(event.currentTarget.checked)}
        label={t('settings:hours.states')}
        description={t('settings:hours.statesWhat')}
      />
      {turnsOff ? <Alert color="hold">{t('warnings:state-hours-off')}</Alert> : null}
      <ul className={styles.notes}>
        <li>{t('settings:hours.zone')}</li>
        <li>{t('settings:hours.strictest', { from: clockTime(from), until: clockTime(until) })}</li>
        <li>{t('settings:hours.exempt')}</li>
      </ul>
      <HowOften limit={often} onChange={setOften} />
      <SaveActs
        dirty={dirty}
        invalid={from >= until}
        saving={save}
        onSave={() =>
          save.mutate({
            quietHours: { sendFrom: from, sendUntil: until },
            stateHours: states,
            oftenLimit: often,
            // The warning stands above the button.
            confirmed: turnsOff ? ['state-hours-off'] : [],
          })
        }
        onDiscard={() => {
          setFrom(stored.sendFrom);
          setUntil(stored.sendUntil);
          setStates(settings.stateHours);
          setOften(settings.oftenLimit);
        }}
      />
    </Section>
  );
}

function span(from: number, until: number) {
  return { left: `${(100 * from) / DAY}%`, width: `${(100 * Math.max(0, until - from)) / DAY}%` };
}
