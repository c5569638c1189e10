import { Menu } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import { chooseLanguage, LANGUAGE_NAMES, useLanguage } from '../../language/choice.ts';

/** The languages of the screen, each by its own name. */
export function LanguageItems() {
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
