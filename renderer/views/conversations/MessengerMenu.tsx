import { Button, Menu } from '@mantine/core';
import { IconEye, IconUsers } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../../components/base/notify.ts';
import { go } from '../../state/route.ts';
import { askToView, beginViewing } from '../../state/viewing.ts';
import { type Person, ReassignDialog } from './ReassignDialog.tsx';
import { usePicked } from './usePicked.ts';

type Props = { filter: ConversationFilter; people: readonly Person[] };

/** For admins: reassign conversations, and look at the screen as a texter does. */
export function MessengerMenu({ filter, people }: Props) {
  const [reassigning, setReassigning] = useState(false);
  const picked = usePicked((state) => state.ids.size);
  const view = useMutation(
    api.messenger.beginViewing.mutationOptions({
      onMutate: () => askToView(true),
      onSuccess: (texter) => {
        beginViewing(texter);
        go(['texter']);
      },
      onError: (error) => {
        askToView(false);
        complain(t('messenger:menu.viewFailed'))(error);
      },
    }),
  );
  const texters = people.filter(({ role }) => role === 'texter');
  return (
    <>
      <Button
        size="compact-sm"
        leftSection={<IconUsers size={14} aria-hidden />}
        onClick={() => setReassigning(true)}
      >
        {picked === 0 ? t('messenger:menu.reassign') : t('messenger:menu.reassignPicked', { picked })}
      </Button>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button size="compact-sm" leftSection={<IconEye size={14} aria-hidden />}>
            {t('messenger:menu.viewAs')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
          <Menu.Label>
            {texters.length === 0 ? t('messenger:menu.noTexters') : t('messenger:menu.seeAs')}
          </Menu.Label>
          {texters.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => view.mutate({ texterId: id })}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ReassignDialog
        opened={reassigning}
        onClose={() => setReassigning(false)}
        filter={filter}
        people={people.filter(({ role, active }) => active && role !== 'supervisor')}
      />
    </>
  );
}
