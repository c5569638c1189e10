import { changes } from './schema/changes.ts';
import { consoles } from './schema/consoles.ts';
import { invitations } from './schema/invitations.ts';
import { keys } from './schema/keys.ts';
import { leases } from './schema/leases.ts';
import { rights } from './schema/rights.ts';
import { snapshots } from './schema/snapshots.ts';
import { tables } from './schema/tables.ts';
import { whoAmI } from './schema/whoAmI.ts';

/**
 * What makes the log in PostgreSQL, step by step; the first is number 1. From the first tag on a step does
 * not change any more: another follows it.
 */
export const MIGRATIONS: readonly string[] = [
  [tables, whoAmI, changes, leases, consoles, keys, invitations, snapshots, rights].join('\n'),
];

/** The number that a log of this program has. */
export const NEWEST = MIGRATIONS.length;
