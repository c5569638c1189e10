import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { client, errorMessage, isCode } from '../../client.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { WarningsDialog } from '../../components/base/WarningsDialog.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { Rich } from '../../language/Rich.tsx';
import { OptOutButton, SendButton, SkipButton } from './Acts.tsx';
import { sendWords } from './sendWords.ts';
import { setAway } from './texterState.ts';
import styles from './thread.module.css';

type Props = { thread: Thread; enabled: boolean; onOptOut: () => void; onNext: () => void };

/** One key sends the first text that is shown and goes to the next person. */
export function InitialBar({ thread, enabled, onOptOut, onNext }: Props) {
  const sendInitial = useSendInitial();
  const words = sendWords(thread);
  const { id, name } = thread.conversation;
  const [asking, setAsking] = useState(false);
  const { warnings } = thread.canSend;
  const leave = (confirmed: WarningCode[]) => {
    setAsking(false);
    sendInitial({ id, name, confirmed });
    onNext();
  };
  const send = () => {
    if (warnings.length > 0) setAsking(true);
    else leave([]);
  };
  useHotkey(
    'Enter',
    t('texter:keys.sendFirst'),
    (event) => {
      // A held key would send texts that nobody has read.
      if (!event.repeat && words.enabled) send();
    },
    { group: t('common:keys.group.conversation'), enabled },
  );
  return (
    <>
      <div className={styles.explain}>
        {words.why === '' ? (
          <Rich text="texter:first.hint" values={{ name }} tags={{ key: <Kbd keys="Enter" /> }} />
        ) : (
          words.why
        )}
      </div>
      <div className={styles.acts}>
        <span className={styles.space} />
        <OptOutButton onClick={onOptOut} />
        <SkipButton onSkip={onNext} />
        <SendButton words={words} ready onClick={send} />
      </div>
      <WarningsDialog
        warnings={asking ? warnings : []}
        title={t('texter:warned.title', { name })}
        confirmLabel={t('texter:warned.send')}
        onConfirm={leave}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}

/**
 * Sends first texts in the background: the conversation leaves the list at once and comes back if its text
 * could not be sent.
 */
function useSendInitial() {
  const { mutate } = useMutation({
    mutationFn: ({ id, confirmed }: { id: string; name: string; confirmed: WarningCode[] }) =>
      client.conversation.sendInitial({ id, confirmed }),
    onMutate: ({ id }) => setAway(id, 'sending'),
    onError: (error, { id, name }) => {
      const gone = isCode(error, 'NOT_FOUND');
      setAway(id, gone ? 'gone' : null);
      notifications.show({
        color: gone ? 'brand' : 'stop',
        title: gone ? null : t('texter:send.failed', { name }),
        message: gone ? t('texter:thread.gone') : errorMessage(error),
      });
    },
  });
  return mutate;
}
