import { Button, TextInput, Tooltip } from '@mantine/core';
import { useFocusTrap } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { useMe } from '../../hooks/useSession.ts';
import { leaveOnEscape } from '../base/leaveOnEscape.ts';
import styles from '../conversations/oversight.module.css';
import { type Deed, deedsOf } from './deedList.ts';

type Props = {
  action: OpenAction;
  onResolve: (deed: Deed, reason: string) => void;
  busy: boolean;
};

/** The ways to settle an action, side by side; one that needs a reason asks for it in place. */
export function Deeds({ action, onResolve, busy }: Props): ReactNode {
  const { role } = useMe();
  const [asking, setAsking] = useState<Deed | null>(null);
  const resolve = (deed: Deed, reason: string) => {
    setAsking(null);
    onResolve(deed, reason);
  };
  if (asking !== null) {
    return (
      <Reason deed={asking} onDone={(reason) => resolve(asking, reason)} onCancel={() => setAsking(null)} />
    );
  }
  return (
    <div className={styles.deeds}>
      {deedsOf(action, role).map((deed) => (
        <DeedButton
          key={deed.resolution}
          deed={deed}
          busy={busy}
          onClick={() => (deed.reason === 'none' ? resolve(deed, '') : setAsking(deed))}
        />
      ))}
    </div>
  );
}

function DeedButton(props: { deed: Deed; busy: boolean; onClick: () => void }): ReactNode {
  const { deed, busy, onClick } = props;
  return (
    <Tooltip label={deed.means} openDelay={400} multiline maw={240}>
      <Button
        size="compact-sm"
        variant={deed.weight === 'main' ? 'filled' : deed.weight === 'stop' ? 'outline' : 'default'}
        {...(deed.weight === 'stop' ? { color: 'stop' } : {})}
        disabled={busy}
        onClick={onClick}
      >
        {deed.label}
      </Button>
    </Tooltip>
  );
}

function Reason(props: { deed: Deed; onDone: (reason: string) => void; onCancel: () => void }): ReactNode {
  const { deed, onDone, onCancel } = props;
  const [reason, setReason] = useState('');
  const trap = useFocusTrap();
  const missing = deed.reason === 'required' && reason.trim().length < 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!missing) onDone(reason.trim());
  };
  return (
    <form ref={trap} onSubmit={submit} onKeyDown={leaveOnEscape(onCancel)}>
      <TextInput
        mt={8}
        size="xs"
        label={deed.reason === 'required' ? t('oversight:reason.required') : t('oversight:reason.optional')}
        description={deed.means}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <div className={styles.deeds}>
        <Button type="submit" variant="filled" size="compact-sm" disabled={missing}>
          {deed.label.replace('…', '')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('common:act.cancel')}
        </Button>
      </div>
    </form>
  );
}
