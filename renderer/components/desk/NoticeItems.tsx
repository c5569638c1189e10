import { Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconBellRinging, IconCheck } from '@tabler/icons-react';
import { say } from '../say.ts';
import { canNotify, chooseNotices, useNoticeChoice } from './noticeChoice.ts';

const CHOICES = [
  { choice: 'off', label: 'No notifications', icon: IconBellOff },
  { choice: 'count', label: 'Notify: how many wait', icon: IconBell },
  { choice: 'names', label: 'Notify: names and texts', icon: IconBellRinging },
] as const;

/** Items of the account menu. Nothing is shown on the desktop until somebody asks for it. */
export function NoticeItems() {
  const chosen = useNoticeChoice((state) => state.choice);
  if (!canNotify()) return null;
  return (
    <>
      {CHOICES.map(({ choice, label, icon: Icon }) => (
        <Menu.Item
          key={choice}
          closeMenuOnClick={false}
          leftSection={<Icon size={16} />}
          rightSection={choice === chosen ? <IconCheck size={16} aria-label="in use" /> : null}
          onClick={async () => {
            if (await chooseNotices(choice)) return;
            say(
              'This computer does not let Heed notify you. Allow it in the settings of the browser or system.',
              true,
            );
          }}
        >
          {label}
        </Menu.Item>
      ))}
    </>
  );
}
