import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Caddy, a reverse proxy: the program of this computer; null: there is none. */
export function caddyProgram() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, 'caddy')).find((file) => existsSync(file)) ?? null;
}
