import { Login } from '../../../shared/contract/access/session.ts';
import type { NewAccountLine } from '../../../shared/contract/accounts/many.ts';
import { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { addAccount, setPassword } from '../access/accountRecord.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { ONE_TIME_LIFE, oneTimePassword } from './accounts.ts';
import { hashPassword } from './password.ts';

/** As many as are added at once: each password takes its time to be hashed. */
const MOST_LINES = 100;
const LONGEST_NAME = 120;

const SPANISH: ReadonlyMap<string, Role> = new Map([
  ['administrador', 'admin'],
  ['supervisión', 'supervisor'],
  ['voluntario', 'texter'],
]);

/** A role by its word in either language, or in the program; null: none of these. */
function roleOf(word: string): Role | null {
  const plain = word.trim().toLowerCase();
  return (
    Role.options.find((role) => plain === role || plain === t(`words:role.${role}`).toLowerCase()) ??
    SPANISH.get(plain) ??
    null
  );
}

type Read = { readonly name: string; readonly login: string; readonly role: Role | null };

/** One line: name, login and, where it is not the usual one, the role; what is wrong with it, in words. */
function readLine(text: string, usual: Role): Read & { readonly problem: string } {
  const separator = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ',';
  const [name = '', login = '', word = '', ...more] = text.split(separator).map((part) => part.trim());
  const role = word === '' ? usual : roleOf(word);
  const parsed = Login.safeParse(login);
  const problem =
    name === '' || name.length > LONGEST_NAME
      ? t('core:accounts.name')
      : login === ''
        ? t('core:accounts.login')
        : !parsed.success
          ? (parsed.error.issues[0]?.message ?? t('core:accounts.login'))
          : role === null
            ? t('core:accounts.role', { word })
            : more.length > 0
              ? t('core:accounts.tooMuch')
              : '';
  return { name, login, role, problem };
}

/**
 * What pasted lines would add, line by line; nothing is changed. Empty lines are left out. @throws CoreError
 * INVALID for more lines than are taken at once
 */
export function readAccountLines(db: Reader, text: string, usual: Role): NewAccountLine[] {
  const lines = text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 1, text: line }]));
  if (lines.length > MOST_LINES)
    throw new CoreError('INVALID', t('core:accounts.most', { most: MOST_LINES }));
  const taken = new Set<string>();
  return lines.map(({ line, text: own }) => {
    const read = readLine(own, usual);
    const key = read.login.toLowerCase();
    const again = taken.has(key);
    taken.add(key);
    const exists = one(db, 'SELECT 1 FROM account WHERE login = ?', read.login) !== undefined;
    const problem =
      read.problem !== ''
        ? read.problem
        : again
          ? t('core:accounts.twice')
          : exists
            ? t('core:account.loginTaken')
            : '';
    return { line, name: read.name, login: read.login, role: read.role, problem };
  });
}

type Ready = { readonly name: string; readonly login: string; readonly role: Role; readonly hashed: string };
type Made = { id: string; name: string; login: string; role: Role; password: string };

/**
 * Adds an account for each line, or none at all where a line is wrong. Each gets a one-time password, which
 * is answered this once and must be changed at the first sign-in.
 * @throws CoreError INVALID where a line is wrong, or there is none
 */
export async function addAccounts(
  core: Core,
  actorId: string,
  text: string,
  usual: Role,
): Promise<{ made: Made[]; until: number }> {
  const lines = readAccountLines(core.db, text, usual);
  const wrong = lines.find(({ problem }) => problem !== '');
  if (wrong)
    throw new CoreError('INVALID', t('core:accounts.line', { line: wrong.line, problem: wrong.problem }));
  if (lines.length === 0) throw new CoreError('INVALID', t('core:accounts.none'));
  const ready: (Ready & { password: string })[] = [];
  for (const { name, login, role } of lines) {
    const password = oneTimePassword(core.ports.random);
    ready.push({
      name,
      login,
      role: role ?? usual,
      password,
      hashed: await hashPassword(password, core.ports.random),
    });
  }
  return core.write((tx) => {
    const until = tx.now + ONE_TIME_LIFE;
    return {
      until,
      made: ready.map((each) => ({ id: add(core, tx, actorId, each, until), ...shown(each) })),
    };
  });
}

const shown = ({ name, login, role, password }: Omit<Made, 'id'>) => ({ name, login, role, password });

/** @throws CoreError CONFLICT where somebody took the login meanwhile */
function add(
  core: Core,
  tx: Tx,
  actorId: string,
  { name, login, role, hashed }: Ready,
  until: number,
): string {
  if (one(tx.db, 'SELECT 1 FROM account WHERE login = ?', login))
    throw new CoreError('CONFLICT', t('core:account.loginTaken'));
  const id = addAccount(tx, { name, login, role, password: hashed });
  setPassword(tx, id, hashed, until);
  append(core, tx, { kind: 'account-created', actorId, payload: { account: id, role, oneTime: true } });
  tx.touch('accounts', { texters: [id] });
  return id;
}
