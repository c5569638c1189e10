import { Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconBellRinging, IconCheck } from '@tabler/icons-react';
import { t } from '../../../shared/text/say.ts';
import { notify } from '../base/notify.ts';
import { canNotify, chooseNotices, useNoticeChoice } from './noticeChoice.ts';

const CHOICES = [
  { choice: 'off', icon: IconBellOff },
  { choice: 'count', icon: IconBell },
  { choice: 'names', icon: IconBellRinging },
] as const;

/** Items of the account menu. Without a choice here, nothing is shown on the desktop. */
export function NoticeItems() {
  const chosen = useNoticeChoice((state) => state.choice);
  if (!canNotify()) return null;
  return (
    <>
      {CHOICES.map(({ choice, icon: Icon }) => (
        <Menu.Item
          key={choice}
          closeMenuOnClick={false}
          leftSection={<Icon size={16} />}
          rightSection={
            choice === chosen ? <IconCheck size={16} aria-label={t('common:account.inUse')} /> : null
          }
          onClick={async () => {
            if (await chooseNotices(choice)) return;
            notify(t('common:notices.refused'), true);
          }}
        >
          {t(`common:notices.${choice}`)}
        </Menu.Item>
      ))}
    </>
  );
}
