import { Menu } from '@mantine/core';
import { IconCheck, IconCornerDownLeft } from '@tabler/icons-react';
import { t } from '../../../shared/text/say.ts';
import { chooseEnter, useEnterSends } from './sendKeys.ts';

/** An item of the account menu: whether Enter sends a reply. */
export function EnterItem() {
  const enterSends = useEnterSends((state) => state.enterSends);
  return (
    <Menu.Item
      closeMenuOnClick={false}
      leftSection={<IconCornerDownLeft size={16} />}
      rightSection={enterSends ? <IconCheck size={16} aria-label={t('common:account.inUse')} /> : null}
      onClick={() => chooseEnter(!enterSends)}
    >
      {t('reply:enterSends')}
    </Menu.Item>
  );
}
