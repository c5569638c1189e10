import { dialog, shell } from 'electron';
import { t } from '../../../shared/text/say.ts';

/** Shows where the log lies, in the system's own window of files. */
export function showLog(logFile: string): void {
  shell.showItemInFolder(logFile);
}

/** Tells the person why Heed cannot go on. Returns when they have read it. */
export function tellTrouble(message: string, logFile: string): void {
  const pressed = dialog.showMessageBoxSync({
    type: 'error',
    title: 'Heed',
    message: t('desktop:trouble.title'),
    detail: message,
    buttons: [t('desktop:trouble.close'), t('desktop:trouble.log')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (pressed === 1) showLog(logFile);
}

/** The core died twice within a minute: whether to start it again. The log can be looked at meanwhile. */
export async function askToStartAgain(logFile: string): Promise<boolean> {
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Heed',
      message: t('desktop:core.twice'),
      detail: t('desktop:core.twiceDetail'),
      buttons: [t('desktop:core.start'), t('desktop:trouble.log'), t('desktop:core.quit')],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (response !== 1) return response === 0;
    showLog(logFile);
  }
}
