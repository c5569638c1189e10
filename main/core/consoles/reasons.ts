import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import { LogError } from './log/changeLog.ts';
import type { Missing } from './log/probe.ts';
import { UnfitChange } from './unfitChange.ts';

/** Why something of the log did not work, as sentences for people that say what to do. */

/** Why changes are not exchanged. `nameOf`: what people call a console. */
export function reasonOf(error: LogError, nameOf: (id: string) => string = (id) => id): Stored {
  if (error instanceof UnfitChange && error.code === 'broken')
    return keep('consoles:trouble.unfit', { console: written(nameOf(error.console)), number: error.number });
  return {
    unreachable: keep('consoles:trouble.unreachable'),
    refused: keep('consoles:trouble.refused'),
    outdated: keep('consoles:trouble.outdated'),
    broken: keep('consoles:trouble.broken'),
  }[error.code];
}

/** What keeps a database from having the log. */
export const lackOf = ({ what, detail }: Missing): Stored => {
  const said = written(detail);
  return {
    unreachable: keep('consoles:lack.unreachable', { detail: said }),
    tls: keep('consoles:lack.tls', { detail: said }),
    signIn: keep('consoles:lack.signIn', { detail: said }),
    database: keep('consoles:lack.database', { detail: said }),
    version: keep('consoles:lack.version', { detail: said }),
    readOnly: keep('consoles:lack.readOnly', { detail: said }),
    createSchema: keep('consoles:lack.createSchema', { detail: said }),
    createRole: keep('consoles:lack.createRole', { detail: said }),
  }[what];
};

/** An error of the log as one that a person can be told. */
export const forPeople = (error: unknown): unknown =>
  error instanceof LogError ? new KeptError(reasonOf(error), { cause: error }) : error;
