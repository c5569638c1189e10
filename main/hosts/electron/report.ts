import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, shell } from 'electron';
import { t } from '../../../shared/text/say.ts';
import type { Facts } from '../../core/base/ports.ts';
import { problemReport } from '../common/problemReport.ts';

/**
 * Help, Report a Problem: writes the report where the person wants it and shows the file, to be read before
 * it is sent. It works where the core does not. @param facts of the core; null where it does not answer
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
