import { Button, TextInput, Tooltip } from '@mantine/core';
import { useFocusTrap } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { OpenAction } from '../../../shared/contract/conversation.ts';
import { Tag } from '../Tag.tsx';
import { type Deed, deeds } from './deeds.ts';
import { Marked } from './Marked.tsx';
import styles from './oversight.module.css';
import { shortDay } from './When.tsx';
import { actionNames, actionReasons } from './words.ts';

type Props = {
  action: OpenAction;
  on: boolean;
  onOpen: () => void;
  /** Left out for people who may only look. */
  onResolve: ((deed: Deed, reason: string) => void) | undefined;
  busy: boolean;
};

/** One task: what, why, on which words, by when, and the ways to settle it. */
export function ActionCard(props: Props): ReactNode {
  const { action, on, onOpen, onResolve, busy } = props;
  const [asking, setAsking] = useState<Deed | null>(null);
  const resolve = (deed: Deed, reason: string) => {
    setAsking(null);
    onResolve?.(deed, reason);
  };
  return (
    <li className={styles.action} data-on={on} data-action={action.kind}>
      <button type="button" data-action-head className={styles.actionHead} aria-current={on} onClick={onOpen}>
        <span className={styles.actionName}>
          {action.contactName === '' ? (action.number ?? 'Unknown number') : action.contactName}
          <Tag tone={action.holds ? 'hold' : 'neutral'}>{actionNames[action.kind]}</Tag>
        </span>
        {action.text === '' ? null : (
          <p className={styles.words}>
            “<Marked text={action.text} matched={action.matched} />”
          </p>
        )}
        <span className={styles.soft}>
          {action.detail === '' ? actionReasons[action.kind] : action.detail}
          <br />
          {action.campaignName === null ? '' : `${action.campaignName} · `}
          {dueText(action)}
        </span>
      </button>
      {onResolve === undefined ? null : asking === null ? (
        <div className={styles.deeds}>
          {deeds[action.kind].map((deed) => (
            <DeedButton
              key={deed.resolution}
              deed={deed}
              busy={busy}
              onClick={() => (deed.reason === 'none' ? resolve(deed, '') : setAsking(deed))}
            />
          ))}
        </div>
      ) : (
        <Reason deed={asking} onDone={(reason) => resolve(asking, reason)} onCancel={() => setAsking(null)} />
      )}
    </li>
  );
}

function dueText(action: OpenAction): string {
  const due = shortDay(action.dueAt);
  return action.holds ? `on hold, becomes an opt-out on ${due}` : `due ${due}`;
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
    <form
      ref={trap}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <TextInput
        mt={8}
        size="xs"
        label={deed.reason === 'required' ? 'Why? (for the record)' : 'Why? (for the record, optional)'}
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
          Cancel
        </Button>
      </div>
    </form>
  );
}
