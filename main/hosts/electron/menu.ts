import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../../../shared/text/say.ts';
import type { PageOrder } from './pageNews.ts';

export type MenuActs = {
  newWindow(): void;
  /** Acts on the window in front. */
  order(order: PageOrder): void;
  showLog(): void;
  report(): void;
  about(): void;
};

/** Heed's menu in the present language, without the entries that Electron has for developers. */
export function menuTemplate(platform: NodeJS.Platform, acts: MenuActs): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator = { type: 'separator' } as const;
  const about = { label: t('desktop:menu.about'), click: () => acts.about() };
  const orders = (order: PageOrder): Pick<MenuItemConstructorOptions, 'click'> => ({
    click: () => acts.order(order),
  });
  const ofMac: MenuItemConstructorOptions = {
    label: 'Heed',
    submenu: [
      about,
      separator,
      { role: 'services', label: t('desktop:menu.services') },
      separator,
      { role: 'hide', label: t('desktop:menu.hide') },
      { role: 'hideOthers', label: t('desktop:menu.hideOthers') },
      { role: 'unhide', label: t('desktop:menu.unhide') },
      separator,
      { role: 'quit', label: t('desktop:menu.quit') },
    ],
  };
  return [
    ...(mac ? [ofMac] : []),
    {
      label: t('desktop:menu.file'),
      submenu: [
        { label: t('desktop:menu.newWindow'), accelerator: 'CmdOrCtrl+N', click: () => acts.newWindow() },
        separator,
        { role: 'close', label: t('desktop:menu.close') },
        ...(mac ? [] : [{ role: 'quit', label: t('desktop:menu.quit') } as const]),
      ],
    },
    {
      label: t('desktop:menu.edit'),
      submenu: [
        { role: 'undo', label: t('desktop:menu.undo') },
        { role: 'redo', label: t('desktop:menu.redo') },
        separator,
        { role: 'cut', label: t('desktop:menu.cut') },
        { role: 'copy', label: t('desktop:menu.copy') },
        { role: 'paste', label: t('desktop:menu.paste') },
        { role: 'selectAll', label: t('desktop:menu.selectAll') },
      ],
    },
    {
      label: t('desktop:menu.view'),
      submenu: [
        { role: 'reload', label: t('desktop:menu.reload') },
        separator,
        { role: 'resetZoom', label: t('desktop:menu.actualSize') },
        { role: 'zoomIn', label: t('desktop:menu.zoomIn') },
        { role: 'zoomOut', label: t('desktop:menu.zoomOut') },
        separator,
        { role: 'togglefullscreen', label: t('desktop:menu.fullScreen') },
      ],
    },
    {
      label: t('desktop:menu.window'),
      ...(mac ? { role: 'windowMenu' as const } : {}),
      submenu: [
        { role: 'minimize', label: t('desktop:menu.minimize') },
        ...(mac
          ? ([
              { role: 'zoom', label: t('desktop:menu.zoom') },
              separator,
              { role: 'front', label: t('desktop:menu.front') },
            ] as const)
          : []),
      ],
    },
    {
      label: t('desktop:menu.help'),
      ...(mac ? { role: 'help' as const } : {}),
      submenu: [
        { label: t('desktop:menu.guide'), accelerator: 'F1', ...orders('guide') },
        { label: t('desktop:menu.keys'), ...orders('keys') },
        separator,
        { label: t('computer:report.menu'), click: () => acts.report() },
        { label: t('desktop:menu.log'), click: () => acts.showLog() },
        ...(mac ? [] : [separator, about]),
      ],
    },
  ];
}
