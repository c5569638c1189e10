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

/** electron-updater, told to fetch and install only when we ask. @param engine its updater for this system */
export function createUpdater(engine: AppUpdater, source: UpdateSource): Updater {
  engine.logger = null;
  engine.autoDownload = false;
  // By itself it would wait for Electron's event "quit", which does not come where a program ends by
  // app.exit. On macOS the system is given the download, and installs it after Heed has ended.
  engine.autoInstallOnAppQuit = !('install' in engine);
  engine.allowDowngrade = false;
  // A differential download needs files of the old release, which may be gone.
  engine.disableDifferentialDownload = true;
  engine.setFeedURL({ provider: 'custom', updateProvider: SignedProvider, ...source });
  return {
    check: async () => {
      const result = await engine.checkForUpdates();
      if (!result?.isUpdateAvailable) return null;
      return { version: result.updateInfo.version, notes: notesOf(result.updateInfo) };
    },
    load: async () => {
      await engine.downloadUpdate();
    },
    install: () => {
      const { install } = engine as Partial<Pick<BaseUpdater, 'install'>>;
      // It asks nothing and does not start Heed again, since the person has closed it.
      install?.call(engine, true, false);
    },
  };
}

/** The same, loaded when it is first needed, since most starts do not check for updates. */
export function loadUpdater(source: UpdateSource): Updater {
  let loaded: Updater | undefined;
  const updater = async () => {
    loaded ??= createUpdater((await import('electron-updater')).default.autoUpdater, source);
    return loaded;
  };
  return {
    check: async () => (await updater()).check(),
    load: async () => (await updater()).load(),
    install: () => loaded?.install(),
  };
}
