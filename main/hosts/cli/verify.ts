import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { EvidenceFile } from '../../../shared/contract/optOuts/evidence.ts';
import { t } from '../../../shared/text/say.ts';
import { said } from '../../../shared/text/stored.ts';
import { KeyStoreError } from '../../core/base/ports.ts';
import type { Head } from '../../core/ledger/chain.ts';
import { headsOf, isHeld } from '../../core/ledger/proof.ts';
import { verify } from '../../core/ledger/verify.ts';
import { checkEvidenceFile } from '../../core/optOuts/evidence/evidenceFile.ts';
import { one } from '../../core/store/statement.ts';
import { StoreError } from '../../core/store/types.ts';
import { defaultDataDir } from '../common/dataDir.mjs';
import { openForChecking } from './storeToCheck.ts';

const HELP = `Checks that nothing in Heed's record of consent was changed afterwards.

  npm run -s verify -- [--data-dir DIR] [--json]
  npm run -s verify -- --file FILE [--data-dir DIR] [--json]

Without --file it checks a whole store: every entry of the ledger, the links between them in the chain of each console, that every end
of a chain that another once saw is there, and that the opt-outs in force follow from all of them. It only reads; Heed may be running. The key comes from the computer's key store, from HEED_PASSPHRASE, or lies beside the demo.

With --file it checks one exported evidence file, which needs neither store nor key. Together with --data-dir it also asks that store
whether the file was exported from it, and whether the chains without entries about the person have none.

  --data-dir  the data folder (default: ${defaultDataDir()})
  --file      an evidence file as Heed saves it
  --json      one line of JSON in place of the summary
  --help      this page

Exit code: 0 all is whole; 1 something was changed or is missing; 2 it could not be checked.
`;

type Report = { readonly ok: boolean; readonly lines: readonly string[]; readonly json: object };

/** It could not be checked; `message` is fit to print. */
class CannotCheck extends Error {}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string' },
        file: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const report =
      values.file === undefined
        ? await checkStore(values['data-dir'] ?? defaultDataDir())
        : await checkFile(values.file, values['data-dir'] ?? null);
    process.stdout.write(values.json ? `${JSON.stringify(report.json)}\n` : `${report.lines.join('\n')}\n`);
    return report.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`verify: ${explain(error)}\n`);
    return 2;
  }
}

function explain(error: unknown): string {
  if (error instanceof KeyStoreError && error.code === 'locked') {
    return 'This data folder opens with a passphrase. Give it in HEED_PASSPHRASE.';
  }
  const known = error instanceof StoreError || error instanceof KeyStoreError || error instanceof CannotCheck;
  const message = error instanceof Error ? error.message : String(error);
  return known ? message : `${message}\nTry --help.`;
}

function headLine({ chain, position, hash }: Head): string {
  return `End of chain ${chain}: entry ${position.toLocaleString('en')}, ${hash}`;
}

function count(number: number, singular: string, plural: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? singular : plural}`;
}

async function checkStore(dataDir: string): Promise<Report> {
  const { db, kind } = await openForChecking(dataDir);
  try {
    const { problems: kept, waits, ...rest } = verify(db);
    const found = kept.map(said);
    const pages = one<{ said: string }>(db, 'SELECT quick_check AS said FROM pragma_quick_check')?.said;
    const problems = pages === 'ok' ? found : [...found, t('backup:pages', { pages: String(pages) })];
    if (waits && problems.length === 0) throw new CannotCheck(t('backup:comingIn'));
    const ok = problems.length === 0;
    return {
      ok,
      lines: [
        ok ? 'The record is whole.' : 'The record is not whole.',
        `${kind === 'demo' ? 'Demo store' : 'Store'}: ${count(rest.entries, 'ledger entry', 'ledger entries')}, ${count(rest.optOuts, 'opt-out', 'opt-outs')}, ${rest.inForce.toLocaleString('en')} of them in force.`,
        ...rest.heads.map(headLine),
        ...problems.map((problem) => `- ${problem}`),
      ],
      json: { ok, store: kind, ...rest, problems },
    };
  } finally {
    db.close();
  }
}

async function checkFile(path: string, dataDir: string | null): Promise<Report> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new CannotCheck(`The file ${path} cannot be read.`);
  }
  const { file, entries, problems: found } = checkEvidenceFile(text);
  const problems = [...found];
  if (file && dataDir !== null && !(await isFromStore(file, dataDir))) {
    problems.push(
      'The store has no such export, or more about this person: the file is from another store, or was made up.',
    );
  }
  const ok = problems.length === 0;
  const others = file?.ledger.others.length ?? 0;
  const none =
    others === 0
      ? 'its console had no other'
      : `${count(others, 'other chain', 'other chains')} of its console had none`;
  const about = file
    ? [
        `About ${file.evidence.number ?? `the person ${file.evidence.subject}`}, exported on ${new Date(file.made.at).toISOString()} by ${file.made.by}, ${file.made.organisation}.`,
        `${count(entries, 'entry', 'entries')} about this person, linked to the end of ${count(file.ledger.chains.length, 'chain', 'chains')}; the file says that ${none}.`,
        ...file.ledger.chains.map(({ chain, length, head }) =>
          headLine({ chain, position: length, hash: head }),
        ),
      ]
    : [];
  return {
    ok,
    lines: [
      ok ? 'The file is whole.' : 'The file is not what Heed exported.',
      ...about,
      ...problems.map((problem) => `- ${problem}`),
    ],
    json: {
      ok,
      ...(file
        ? { ...file.made, number: file.evidence.number, subject: file.evidence.subject, entries }
        : {}),
      ...(file ? { heads: headsOf(file.ledger) } : {}),
      problems,
    },
  };
}

/** Whether this store's ledger agrees with the file's. */
async function isFromStore({ ledger, evidence }: EvidenceFile, dataDir: string): Promise<boolean> {
  const { db } = await openForChecking(dataDir);
  try {
    return isHeld(db, ledger, evidence.subject);
  } finally {
    db.close();
  }
}
