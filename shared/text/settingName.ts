import { en } from '../locales/en/index.ts';
import type { ProviderName } from '../schema/words.ts';
import { t } from './say.ts';

/** A setting of a connection, by the name under which the catalogue calls it. */
export type Setting = keyof typeof en.api.setting;

const isSetting = (key: string): key is Setting => Object.hasOwn(en.api.setting, key);

export const settingNeeded = (name: Setting): string =>
  t('api:settingNeeded', { setting: t(`api:setting.${name}`) });

/** What is wrong with a setting that the server refused, by its key; one without a name is called by its key. */
export function settingProblem(provider: ProviderName, key: string, missing: boolean): string {
  const name = provider === 'simulator' && key === 'baseUrl' ? 'simulatorUrl' : key;
  const setting = isSetting(name) ? t(`api:setting.${name}`) : name;
  return t(missing ? 'api:settingNeeded' : 'api:settingWrong', { setting });
}
