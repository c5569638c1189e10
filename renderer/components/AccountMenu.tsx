import { Avatar, Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconDoorExit,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconRoute,
  IconSun,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '../../shared/schema/words.ts';
import { api } from '../client.ts';
import { useMe, useSession, useSignOut } from '../hooks/useSession.ts';
import styles from './AccountMenu.module.css';
import { NoticeItems } from './desk/NoticeItems.tsx';
import { initials } from './people.ts';
import { useTour } from './tour/useTour.ts';

const ROLE_WORDS: Record<Role, string> = { admin: 'Admin', texter: 'Texter', supervisor: 'Supervisor' };
const SCHEMES = [
  { value: 'auto', label: 'Like this computer', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const;

/** Who is signed in, light or dark, the keys, and the way out. */
export function AccountMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const me = useMe();
  const session = useSession();
  const signOut = useSignOut();
  const tour = useTour();
  const queries = useQueryClient();
  const leaveDemo = useMutation(
    api.setup.leaveDemo.mutationOptions({ onSettled: () => queries.resetQueries() }),
  );
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end" width={230} offset={10}>
      <Menu.Target>
        <button type="button" className={styles.who} aria-label={`${me.name}, ${ROLE_WORDS[me.role]}: menu`}>
          <Avatar size={32} radius={99} color="brand" variant="light" aria-hidden="true">
            {initials(me.name)}
          </Avatar>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.head}>
          <div className={styles.name}>{me.name}</div>
          <div className={styles.role}>
            {ROLE_WORDS[me.role]} · {session.data?.organisation}
          </div>
        </div>
        <Menu.Divider />
        {SCHEMES.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} />}
            rightSection={colorScheme === value ? <IconCheck size={16} aria-label="in use" /> : null}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <NoticeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection="?" onClick={onShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        {tour.place === null ? null : (
          <Menu.Item leftSection={<IconRoute size={16} />} onClick={tour.resume}>
            Take the tour
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate({})}>
          Sign out
        </Menu.Item>
        {session.data?.demo ? (
          <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => leaveDemo.mutate({})}>
            Leave the demo
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
