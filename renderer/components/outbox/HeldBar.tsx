import { Button } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { Rich } from '../../language/Rich.tsx';
import { Kbd } from '../base/Kbd.tsx';
import { endOffer, type Held, useHeld } from './held.ts';
import styles from './reply.module.css';
import { useTakeBack } from './useTakeBack.ts';

/** One's latest reply while it is held, in each of one's windows, with the seconds left; then nothing. */
export function HeldBar({ onTakenBack }: { onTakenBack: (conversationId: string) => void }): ReactNode {
  const held = useHeld();
  return held === null ? null : <Bar key={held.messageId} held={held} onTakenBack={onTakenBack} />;
}

function Bar({
  held,
  onTakenBack,
}: {
  held: Held;
  onTakenBack: (conversationId: string) => void;
}): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 250, { autoInvoke: true });
  const left = Math.max(0, Math.ceil((held.until - now) / 1000));
  const back = useTakeBack(onTakenBack);
  useEffect(() => {
    if (left === 0 && !back.isPending) endOffer(held.messageId);
  }, [left, back.isPending, held.messageId]);
  const act = () => {
    if (!back.isPending) back.mutate(held);
  };
  useHotkey('alt+U', t('reply:keys.takeBack'), act, {
    group: t('common:keys.group.conversation'),
    whileTyping: true,
  });
  return (
    <div className={styles.held}>
      <span className={styles.heldText}>
        <Rich text="reply:leaves" values={{ name: held.name }} tags={{ name: <strong /> }} />
      </span>
      <Button size="compact-sm" onClick={act} loading={back.isPending} rightSection={<Kbd keys="alt+U" />}>
        {t('reply:takeBack')}
      </Button>
      <span className={styles.seconds} aria-hidden="true">
        {t('reply:seconds', { left })}
      </span>
    </div>
  );
}
