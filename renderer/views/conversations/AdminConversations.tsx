import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { listInput } from '../../components/conversations/filter.ts';
import styles from '../../components/conversations/oversight.module.css';
import { useTexters, useThread, useWhy } from '../../components/conversations/queries.ts';
import { useOversight } from '../../components/conversations/useOversight.ts';
import { OptDialog } from '../../components/optOuts/OptDialog.tsx';
import { OptOutButton } from '../../components/optOuts/OptOutButton.tsx';
import { UndoNote } from '../../components/optOuts/UndoNote.tsx';
import { useOptToggle } from '../../components/optOuts/useOptToggle.ts';
import { HeldBar } from '../../components/outbox/HeldBar.tsx';
import { useTakeBack } from '../../components/outbox/useTakeBack.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { Composer } from './Composer.tsx';
import { MessengerMenu } from './MessengerMenu.tsx';
import { OversightView } from './OversightView.tsx';
import { useResolve } from './useResolve.tsx';

/** Every conversation of the organisation, with everything that an admin may do about it. */
export function AdminConversations(): ReactNode {
  const oversight = useOversight();
  const openId = oversight.selectedId?.startsWith('action-') === false ? oversight.selectedId : null;
  const accounts = useQuery(api.account.list.queryOptions());
  const texters = useTexters();
  const toggle = useOptToggle(openId === null ? null : { conversationId: openId });
  const { resolve, busyId, question } = useResolve();
  const back = useTakeBack();
  const thread = useThread(openId).data;
  const why = useWhy(openId === null ? null : { conversationId: openId }).data;

  const optedOut = thread !== undefined && thread.conversation.optState !== 'none';
  useHotkey(
    'alt+O',
    t('overseer:key'),
    (event) => {
      event.preventDefault();
      toggle.ask(optedOut ? 'in' : 'out');
    },
    { group: t('common:keys.group.conversations'), enabled: thread !== undefined, whileTyping: true },
  );

  return (
    <>
      <OversightView
        oversight={oversight}
        texters={texters}
        bar={
          <MessengerMenu
            filter={listInput(oversight.tab, oversight.filter, oversight.settledSearch)}
            people={accounts.data ?? []}
          />
        }
        onResolve={resolve}
        busyActionId={busyId}
        onCancel={(messageId, body) =>
          openId === null ? undefined : back.mutate({ conversationId: openId, messageId, body })
        }
        forNumber={(number) => <NumberToggle key={number} number={number} />}
        foot={(shown) => (
          <>
            <div className={styles.heldBack} role="status">
              <HeldBar onTakenBack={oversight.select} />
            </div>
            <Foot key={shown.conversation.id} thread={shown} toggle={toggle} />
          </>
        )}
      />
      {question}
      <OptDialog
        way={toggle.way}
        name={thread?.conversation.name ?? t('overseer:somebody')}
        senderNumbers={why?.senderNumbers ?? null}
        confirmation={toggle.confirmation}
        busy={toggle.busy}
        problem={toggle.problem}
        onConfirm={toggle.confirm}
        onClose={toggle.close}
      />
    </>
  );
}

/** For a number without a conversation, which can be opted out too. */
function NumberToggle({ number }: { number: string }): ReactNode {
  const why = useWhy({ number }).data;
  if (why === undefined) return null;
  return <OptOutButton which={{ number }} name={why.name || number} optedOut={why.optedOut} />;
}

function Foot(props: { thread: Thread; toggle: ReturnType<typeof useOptToggle> }): ReactNode {
  const { thread, toggle } = props;
  const { optState } = thread.conversation;
  return (
    <Composer thread={thread}>
      {toggle.undoable === null ? null : (
        <UndoNote undoable={toggle.undoable} busy={toggle.busy} onUndo={toggle.undo} />
      )}
      {optState === 'none' ? (
        <Button
          variant="outline"
          color="stop"
          onClick={() => toggle.ask('out')}
          rightSection={<Kbd keys="alt+O" />}
        >
          {t('overseer:optOut')}
        </Button>
      ) : (
        <Button onClick={() => toggle.ask('in')} rightSection={<Kbd keys="alt+O" />}>
          {t('overseer:optIn')}
        </Button>
      )}
    </Composer>
  );
}
