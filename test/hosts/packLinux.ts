import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');

/**
 * Packs the built program as `npm run package -- --dir` does, by electron-builder, but around files that
 * stand in for Electron's own, which may not be here. Fuses are left out, since they are set in Electron's
 * program. Resolves to the folder with app.asar. @param config what electron-builder.yml says
 */
export async function packLinux(folder: string, config: Readonly<Record<string, unknown>>): Promise<string> {
  const electron = join(folder, 'electron');
  mkdirSync(join(electron, 'resources'), { recursive: true });
  mkdirSync(join(electron, 'locales'));
  for (const file of ['electron', 'chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(electron, file), '');
  const { version } = require('electron/package.json');
  writeFileSync(join(electron, 'version'), version);
  const { build, Platform, Arch } = require('electron-builder');
  const output = join(folder, 'release');
  await build({
    projectDir: root,
    publish: 'never',
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    config: {
      ...config,
      electronFuses: null,
      electronDist: electron,
      electronVersion: version,
      directories: { ...(config.directories as object), output },
    },
  });
  return join(output, 'linux-unpacked/resources');
}
