import { Avatar, Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconAppWindow,
  IconCheck,
  IconDeviceDesktop,
  IconDeviceLaptop,
  IconDoorExit,
  IconInfoCircle,
  IconKeyboard,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconRoute,
  IconSchool,
  IconSun,
  IconTags,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useMe, useSession, useSignOut } from '../../hooks/useSession.ts';
import { chooseLanguage, LANGUAGE_NAMES, useLanguage } from '../../language/choice.ts';
import { showOrganisations } from '../../state/organisations.ts';
import { go } from '../../state/route.ts';
import { initials } from '../accounts/initials.ts';
import { useTour } from '../accounts/useTour.ts';
import { Kbd } from '../base/Kbd.tsx';
import { useDesktopProgram } from '../console/useDesktopProgram.ts';
import { NoticeItems } from '../messenger/NoticeItems.tsx';
import { EnterItem } from '../outbox/EnterItem.tsx';
import styles from './AccountMenu.module.css';
import { openWindow } from './openWindow.ts';
import { chooseRailLabels, useRailLabels } from './railLabels.ts';

const SCHEMES = [
  { value: 'auto', icon: IconDeviceDesktop },
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
] as const;

type Props = { onShortcuts: () => void; onAccount: () => void };

/** Who is signed in, light or dark, language, keys, sign-in settings, and signing out. */
export function AccountMenu({ onShortcuts, onAccount }: Props) {
  const me = useMe();
  const session = useSession();
  const signOut = useSignOut();
  const tour = useTour();
  const labels = useRailLabels((state) => state.labels);
  const queries = useQueryClient();
  const desktop = useDesktopProgram();
  const leaveDemo = useMutation(
    api.setup.leaveDemo.mutationOptions({ onSettled: () => queries.resetQueries() }),
  );
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end" width={250} offset={10}>
      <Menu.Target>
        <button
          type="button"
          className={styles.who}
          aria-label={t('common:account.menu', { name: me.name, role: t(`words:role.${me.role}`) })}
        >
          <Avatar size={32} radius={99} color="brand" variant="light" aria-hidden="true">
            {initials(me.name)}
          </Avatar>
        </button>
      </Menu.Target>
      {/* It scrolls in a low window, as at 200 %. */}
      <Menu.Dropdown mah="calc(100dvh - 16px)" style={{ overflowY: 'auto' }}>
        <div className={styles.head}>
          <div className={styles.name}>{me.name}</div>
          <div className={styles.role}>
            {t(`words:role.${me.role}`)} · {session.data?.organisation}
          </div>
        </div>
        <Menu.Divider />
        {SCHEMES.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} />}
            rightSection={
              colorScheme === value ? <IconCheck size={16} aria-label={t('common:account.inUse')} /> : null
            }
            onClick={() => setColorScheme(value)}
          >
            {t(`common:account.scheme.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <NoticeItems />
        <Menu.Divider />
        {me.role === 'supervisor' ? null : <EnterItem />}
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<IconTags size={16} />}
          rightSection={labels ? <IconCheck size={16} aria-label={t('common:account.inUse')} /> : null}
          onClick={() => chooseRailLabels(!labels)}
        >
          {t('common:account.railLabels')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconAppWindow size={16} />}
          rightSection={<Kbd keys="alt+W" />}
          onClick={openWindow}
        >
          {t('common:account.newWindow')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection="?" onClick={onShortcuts}>
          {t('common:account.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} />} onClick={onAccount}>
          {t('accounts:own.menu')}
        </Menu.Item>
        {tour.place === null ? null : (
          <Menu.Item leftSection={<IconRoute size={16} />} onClick={tour.resume}>
            {t('common:account.tour')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconSchool size={16} />} onClick={() => go(['exercise'])}>
          {t('exercise:menu')}
        </Menu.Item>
        {desktop ? (
          <Menu.Item leftSection={<IconDeviceLaptop size={16} />} onClick={() => go(['computer'])}>
            {t('computer:title')}
          </Menu.Item>
        ) : null}
        {globalThis.heed?.desktop ? (
          <Menu.Item leftSection={<IconUsersGroup size={16} />} onClick={() => showOrganisations(true)}>
            {t('joined:menu')}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconInfoCircle size={16} />} onClick={() => go(['about'])}>
          {t('about:menu')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          // Whoever comes next begins where their role begins, not where this person was.
          onClick={() =>
            void signOut.mutateAsync({}).then(
              () => go([], 'replace'),
              () => undefined,
            )
          }
        >
          {t('common:account.signOut')}
        </Menu.Item>
        {session.data?.demo && session.data.place === 'console' ? (
          <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => leaveDemo.mutate({})}>
            {t('common:account.leaveDemo')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The languages of the screen, each by its own name. */
function LanguageItems() {
  const spoken = useLanguage((state) => state.language);
  return LANGUAGES.map((each) => (
    <Menu.Item
      key={each}
      lang={each}
      leftSection={<IconLanguage size={16} />}
      rightSection={spoken === each ? <IconCheck size={16} aria-label={t('common:account.inUse')} /> : null}
      onClick={() => void chooseLanguage(each)}
    >
      {LANGUAGE_NAMES[each]}
    </Menu.Item>
  ));
}
