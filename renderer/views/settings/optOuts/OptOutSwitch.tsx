import { Button, Radio, Switch } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { WaitingStops } from '../../../../shared/contract/settings.ts';
import { t } from '../../../../shared/text/say.ts';
import { warningsIn } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../settings.module.css';
import { useSaveSettings } from '../useSettings.ts';
import { switchConsequences } from './optOutRows.ts';
import optOuts from './optOuts.module.css';

type Props = {
  readonly inForce: boolean;
  readonly armed: boolean;
  readonly onArm: (armed: boolean) => void;
  /** The pointer or the focus is on the switch: the table shows what it would change. */
  readonly onConsider: (considering: boolean) => void;
};

/** Two steps: the switch only prepares; the button below, which names the consequence, switches. */
export function OptOutSwitch({ inForce, armed, onArm, onConsider }: Props) {
  const target = !inForce;
  const turn = t(target ? 'settings:optOuts.turnOn' : 'settings:optOuts.turnOff');
  const save = useSaveSettings(t(target ? 'settings:optOuts.switchedOn' : 'settings:optOuts.switchedOff'));
  const [waitingStops, setWaitingStops] = useState<WaitingStops>('opt-out');
  // Waiting requests; the server asks about them once it has counted them.
  const waiting = warningsIn(save.error);
  // The focus goes to the other button, so that a second press of the same key changes nothing.
  const leave = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (armed) leave.current?.focus();
  }, [armed]);

  return (
    <fieldset
      aria-label={t('settings:optOuts.title')}
      className={optOuts.switchBox}
      data-armed={armed}
      onPointerEnter={() => onConsider(true)}
      onPointerLeave={() => onConsider(false)}
      onFocus={() => onConsider(true)}
      onBlur={() => onConsider(false)}
      onKeyDown={(event) => event.key === 'Escape' && onArm(false)}
    >
      <Switch
        size="md"
        checked={armed ? target : inForce}
        onChange={() => onArm(!armed)}
        disabled={save.isPending}
        label={t(inForce ? 'settings:optOuts.isOn' : 'settings:optOuts.isOff')}
        description={t(armed ? 'settings:optOuts.armed' : 'settings:optOuts.point')}
      />
      {armed ? (
        <fieldset className={optOuts.confirm} aria-label={turn}>
          <ul>
            {switchConsequences(target).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {waiting.length > 0 ? (
            <Radio.Group
              mb="md"
              value={waitingStops}
              onChange={(value) => setWaitingStops(WaitingStops.parse(value))}
              label={waiting.map(({ message }) => message).join(' ')}
            >
              {WaitingStops.options.map((value) => (
                <Radio key={value} mt={8} value={value} label={t(`settings:optOuts.waiting.${value}`)} />
              ))}
            </Radio.Group>
          ) : save.error ? (
            <ErrorNotice title={t('settings:optOuts.notSwitched')} error={save.error} />
          ) : null}
          <div className={styles.actions}>
            <Button
              variant="filled"
              color={target ? 'brand' : 'stop'}
              loading={save.isPending}
              onClick={() =>
                save.mutate(
                  { autoOptOut: target, waitingStops, confirmed: waiting.map(({ code }) => code) },
                  { onSuccess: () => onArm(false) },
                )
              }
            >
              {turn}
            </Button>
            <Button ref={leave} onClick={() => onArm(false)}>
              {t(inForce ? 'settings:optOuts.leaveOn' : 'settings:optOuts.leaveOff')}
            </Button>
          </div>
        </fieldset>
      ) : null}
    </fieldset>
  );
}
