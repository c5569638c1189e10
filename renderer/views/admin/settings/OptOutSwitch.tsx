import { Button, Switch } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { switchConsequences } from './optOutRows.ts';
import optOuts from './optOuts.module.css';
import styles from './settings.module.css';
import { useSaveSettings } from './useSettings.ts';

type Props = {
  readonly inForce: boolean;
  readonly armed: boolean;
  readonly onArm: (armed: boolean) => void;
  /** The pointer or the focus is on the switch: the table shows what it would lead to. */
  readonly onConsider: (considering: boolean) => void;
};

/** Two steps: the switch only arms; the button under it, which names the consequence, is what switches. */
export function OptOutSwitch({ inForce, armed, onArm, onConsider }: Props) {
  const target = !inForce;
  const save = useSaveSettings(`Automatic opt-outs are ${target ? 'on' : 'off'}.`);
  // Not the button that switches: a second press of the same key must change nothing.
  const leave = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (armed) leave.current?.focus();
  }, [armed]);

  return (
    <fieldset
      aria-label="Automatic opt-outs"
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
        label={`Automatic opt-outs are ${inForce ? 'on' : 'off'}`}
        description={
          armed
            ? 'Not switched yet. Read what changes, then confirm or leave it as it is.'
            : 'Point at the switch to see which rows would be in force. It asks before anything changes.'
        }
      />
      {armed ? (
        <fieldset className={optOuts.confirm} aria-label={`Turn ${target ? 'on' : 'off'} automatic opt-outs`}>
          <ul>
            {switchConsequences(target).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {save.error ? <ErrorNotice title="It was not switched" error={save.error} /> : null}
          <div className={styles.actions}>
            <Button
              variant="filled"
              color={target ? 'brand' : 'stop'}
              loading={save.isPending}
              onClick={() => save.mutate({ autoOptOut: target }, { onSuccess: () => onArm(false) })}
            >
              Turn {target ? 'on' : 'off'} automatic opt-outs
            </Button>
            <Button ref={leave} onClick={() => onArm(false)}>
              Leave them {inForce ? 'on' : 'off'}
            </Button>
          </div>
        </fieldset>
      ) : null}
    </fieldset>
  );
}
