import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import { es } from '../../../shared/locales/es/index.ts';
import { type Language, takeLanguageFrom } from '../../../shared/text/language.ts';
import { addLanguage, t } from '../../../shared/text/say.ts';
import type { Facts } from '../../core/base/ports.ts';
import { problemReport } from '../common/problemReport.ts';

let spoken: Language = 'en';
addLanguage('es', es);
takeLanguageFrom(() => spoken);

/** Sets the language of menus and dialogs. */
export function speak(language: Language): void {
  spoken = language;
}

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

/** The core died twice within a minute: asks whether to start it again, and shows the log if wanted. */
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

/** Says that texts wait on this computer before Heed works elsewhere; whether to go all the same. */
export async function mayConsoleRest(count: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Heed',
    message: t('joined:rests.message', { count }),
    detail: t('joined:rests.detail'),
    buttons: [t('joined:rests.go'), t('joined:rests.stay')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/**
 * Help, Report a Problem: writes the report where the person chooses and shows the file, so that they can
 * read it before they send it. Works without a core too. @param facts of the core; null where it does not
 * answer
 */
export async function saveProblemReport(dataDir: string, facts: () => Promise<Facts | null>): Promise<void> {
  const now = Date.now();
  const name = `heed-problem-${new Date(now).toISOString().slice(0, 10)}.txt`;
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: t('computer:report.where'),
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: t('computer:report.title'), extensions: ['txt'] }],
  });
  if (canceled || filePath === '') return;
  const computer = { packaged: app.isPackaged, language: app.getLocale().toLowerCase() };
  const text = problemReport({ dataDir, host: 'desktop program', now, core: await facts(), computer });
  try {
    await writeFile(filePath, text, { mode: 0o600 });
  } catch {
    dialog.showErrorBox(t('computer:report.failed'), t('computer:report.failedText'));
    return;
  }
  shell.showItemInFolder(filePath);
}
