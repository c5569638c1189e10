import { join } from 'node:path';
import type { App, DownloadItem, FileFilter, Session } from 'electron';
import { t } from '../../../shared/text/say.ts';

const KINDS = ['csv', 'json', 'zip', 'png', 'txt', 'html'] as const;

/** The kinds of file that the dialog offers for this name: its own first, then all. */
export function filtersFor(fileName: string): FileFilter[] {
  const ending = fileName.split('.').at(-1)?.toLowerCase() ?? '';
  const kind = KINDS.find((each) => each === ending);
  const all = { name: t('desktop:save.all'), extensions: ['*'] };
  if (kind !== undefined) return [{ name: t(`desktop:save.${kind}`), extensions: [kind] }, all];
  return ending === '' || ending === fileName.toLowerCase()
    ? [all]
    : [{ name: ending.toUpperCase(), extensions: [ending] }, all];
}

/** Asks where to save each downloaded file, with its name, in the person's language. */
export function askWhereToSave(session: Pick<Session, 'on'>, app: Pick<App, 'getPath'>): void {
  session.on('will-download', (_event, item: DownloadItem) => {
    const name = item.getFilename();
    item.setSaveDialogOptions({
      title: t('desktop:save.title', { name }),
      defaultPath: join(app.getPath('downloads'), name),
      filters: filtersFor(name),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
  });
}
