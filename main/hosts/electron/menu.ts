import type { MenuItemConstructorOptions } from 'electron';

/**
 * The few words of the menu that Electron does not bring. It speaks the computer's language: nobody is signed
 * in to a menu.
 */
const WORDS = {
  en: { file: 'File', newWindow: 'New Window' },
  es: { file: 'Archivo', newWindow: 'Ventana nueva' },
} as const;

/**
 * The application's menu: Electron's usual one, with a further window. `locale` as Electron names it
 * ("es-US"); `open` opens a window, in which somebody signs in by themselves.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  locale: string,
  open: () => void,
): MenuItemConstructorOptions[] {
  const words = locale.toLowerCase().startsWith('es') ? WORDS.es : WORDS.en;
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.file,
      submenu: [
        { label: words.newWindow, accelerator: 'CmdOrCtrl+N', click: () => open() },
        { type: 'separator' },
        { role: 'close' },
        ...(platform === 'darwin' ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ];
}
