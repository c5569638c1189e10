import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
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
 * electron-updater as our way to releases: it fetches only what we ask for, and installs when Heed has ended in
 * order (exit code 0). @param engine its updater for this system
 */
export function createUpdater(engine: AppUpdater, source: UpdateSource): Updater {
  engine.logger = null;
  engine.autoDownload = false;
  engine.autoInstallOnAppQuit = true;
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
  };
}

/** The same, loaded when it is first needed: most starts look for nothing. */
export function loadUpdater(source: UpdateSource): Updater {
  let loaded: Promise<Updater> | undefined;
  const updater = () => {
    loaded ??= import('electron-updater').then((library) =>
      createUpdater(library.default.autoUpdater, source),
    );
    return loaded;
  };
  return { look: async () => (await updater()).look(), load: async () => (await updater()).load() };
}
