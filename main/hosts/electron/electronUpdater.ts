import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater, BaseUpdater, UpdateInfo } from 'electron-updater';
import { z } from 'zod';
import { SignedProvider, UpdateSource } from './signedProvider.ts';
import type { Updater } from './updates.ts';

/** Where this Heed was packed to look for releases; null: nowhere. */
export function updateSource(appPath: string): UpdateSource | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));
    return z.object({ updates: UpdateSource }).parse(manifest).updates;
  } catch {
    return null;
  }
}

const LONGEST = 20_000;
/** What is new, as plain text. */
function notesOf({ releaseNotes }: UpdateInfo): string {
  const parts = Array.isArray(releaseNotes)
    ? releaseNotes.map(({ note }) => note ?? '')
    : [releaseNotes ?? ''];
  return parts.join('\n\n').trim().slice(0, LONGEST);
}

/**
 * electron-updater as our way to releases: it fetches and installs only when we ask for it.
 * @param engine its updater for this system
 */
export function createUpdater(engine: AppUpdater, source: UpdateSource): Updater {
  engine.logger = null;
  engine.autoDownload = false;
  // It would wait for Electron's event “quit”, which does not come where a program ends by app.exit. macOS is
  // handed what was fetched, and installs it by itself once Heed has ended.
  engine.autoInstallOnAppQuit = !('install' in engine);
  engine.allowDowngrade = false;
  // Pieces would be put together from files of the old release, which may be gone.
  engine.disableDifferentialDownload = true;
  engine.setFeedURL({ provider: 'custom', updateProvider: SignedProvider, ...source });
  return {
    look: async () => {
      const result = await engine.checkForUpdates();
      if (!result?.isUpdateAvailable) return null;
      return { version: result.updateInfo.version, notes: notesOf(result.updateInfo) };
    },
    load: async () => {
      await engine.downloadUpdate();
    },
    install: () => {
      const { install } = engine as Partial<Pick<BaseUpdater, 'install'>>;
      // Without questions, and without starting Heed again: the person has closed it.
      install?.call(engine, true, false);
    },
  };
}

/** The same, loaded when it is first needed: most starts look for nothing. */
export function loadUpdater(source: UpdateSource): Updater {
  let loaded: Updater | undefined;
  const updater = async () => {
    loaded ??= createUpdater((await import('electron-updater')).default.autoUpdater, source);
    return loaded;
  };
  return {
    look: async () => (await updater()).look(),
    load: async () => (await updater()).load(),
    install: () => loaded?.install(),
  };
}
