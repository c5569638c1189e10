import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkDatabase } from '../../main/core/consoles/begin.ts';
import { postgres, queryAs } from './postgres.ts';

/** What the README has an administrator of a database type is typed here, by one who is no superuser. */

const PASSWORD = 'a long one of your own';

test('the commands of the README make a database that will do', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const typed = /```sql\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const commands = typed
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  expect(commands).toHaveLength(3);
  const { superuser, port } = await postgres();
  await queryAs(superuser(), `CREATE ROLE admin_of_service LOGIN CREATEDB CREATEROLE PASSWORD '${PASSWORD}'`);
  const admin = { ...superuser(), user: 'admin_of_service', password: PASSWORD };
  for (const command of commands) await queryAs(admin, command);
  const address = `postgresql://heed_owner:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/heed`;
  const { ready, checks } = await checkDatabase({ address, ca: '' });
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(ready).toBe(true);
});
