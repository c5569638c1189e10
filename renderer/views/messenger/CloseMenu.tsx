import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ClosedAs } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client, errorMessage } from '../../client.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { complain } from '../../components/base/notify.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';

type Props = { id: string; name: string; onClosed: () => void };

/** Closes a conversation with an outcome. Closing as a wrong number has a key, so it can be undone. */
export function CloseMenu({ id, name, onClosed }: Props) {
  const [failed, setFailed] = useState('');
  const queries = useQueryClient();
  const refetch = () => queries.invalidateQueries({ queryKey: api.conversation.key() });
  const closing = useMutation({
    mutationFn: ({ outcome }: { outcome: ClosedAs; byKey: boolean }) =>
      client.conversation.close({ id, outcome }),
    onSuccess: (_, { byKey }) => {
      onClosed();
      if (byKey) offerReopening(id, name, refetch);
      return refetch();
    },
    onError: (error, { byKey }) =>
      byKey ? complain(t('texter:close.failed', { name }))(error) : setFailed(errorMessage(error)),
  });
  useHotkey(
    'alt+E',
    t('texter:keys.wrongNumber'),
    (event) => {
      if (!event.repeat && !closing.isPending) closing.mutate({ outcome: 'wrong-number', byKey: true });
    },
    { group: t('common:keys.group.conversation'), whileTyping: true },
  );
  return (
    <Menu position="top-end" width={250}>
      <Menu.Target>
        <Button loading={closing.isPending}>{t('texter:act.close')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{failed === '' ? t('texter:close.as') : failed}</Menu.Label>
        {ClosedAs.options.map((outcome) => (
          <Menu.Item
            key={outcome}
            rightSection={outcome === 'wrong-number' ? <Kbd keys="alt+E" /> : null}
            onClick={() => closing.mutate({ outcome, byKey: false })}
          >
            {t(`texter:close.${outcome}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/**
 * The undo stays for some seconds, whatever is opened meanwhile, since one wrong key press must not lose a
 * contact.
 */
function offerReopening(id: string, name: string, refetch: () => Promise<void>): void {
  const notice = notifications.show({
    autoClose: 10_000,
    message: (
      <>
        {t('texter:close.closedWrong', { name })}{' '}
        <Button
          size="compact-xs"
          onClick={() => {
            notifications.hide(notice);
            client.conversation.reopen({ id }).then(refetch, complain(t('texter:closed.failed')));
          }}
        >
          {t('texter:act.undo')}
        </Button>
      </>
    ),
  });
}
