import { z } from 'zod';
import { OftenLimit } from '../../../../shared/contract/settings.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import type { Row } from './source.ts';
import type { Rules, Union } from './union.ts';

const Words = z.array(z.string());
const Hours = z.object({ sendFrom: z.number(), sendUntil: z.number() });
const Minutes = z.number();

const allOf = (ours: unknown, theirs: unknown) =>
  [...new Set([...Words.parse(ours), ...Words.parse(theirs)])].sort();

/**
 * For settings that decide whether people are texted, and who gets in: the value with which fewer are, and
 * with which it is harder. Null: another kind of setting. The same whichever of the two is ours.
 */
function careful(key: unknown, ours: unknown, theirs: unknown): unknown {
  switch (key) {
    case 'autoOptOut':
    case 'stateHours':
      return ours === true || theirs === true;
    case 'firstResponseOnly':
      return ours === true && theirs === true;
    case 'extraKeywords':
    case 'extraPhrases':
    case 'secondFactorRoles':
      return allOf(ours, theirs);
    case 'inboundLimitMinutes':
    case 'idleLockMinutes':
      return Math.min(Minutes.parse(ours), Minutes.parse(theirs));
    case 'quietHours': {
      const [a, b] = [Hours.parse(ours), Hours.parse(theirs)];
      const both = {
        sendFrom: Math.max(a.sendFrom, b.sendFrom),
        sendUntil: Math.min(a.sendUntil, b.sendUntil),
      };
      if (both.sendFrom < both.sendUntil) return both;
      return JSON.stringify(a) < JSON.stringify(b) ? a : b;
    }
    case 'oftenLimit': {
      const [a, b] = [OftenLimit.nullable().parse(ours), OftenLimit.nullable().parse(theirs)];
      if (a === null || b === null) return a ?? b;
      return { days: Math.max(a.days, b.days), most: Math.min(a.most, b.most) };
    }
    default:
      return null;
  }
}

/** Settings of one computer: where its back-ups go, and its reports. */
const OF_ONE_COMPUTER: ReadonlySet<unknown> = new Set(['back-ups', 'report-schedule']);

/** Settings that nobody has changed have no row. */
const defaultOf = (key: unknown): unknown => (DEFAULTS as Readonly<Record<string, unknown>>)[String(key)];

/**
 * Between consoles the newer value counts, else nobody could ever loosen a setting again. Of a back-up or a
 * copy the value with which fewer people are texted, of what nobody here has changed its default; where none
 * is, a restore brings the back-up's. What remains of our own store is ours as it was.
 */
export function settingRules(union: Union): Rules {
  const { mode } = union;
  const ofOne = (row: Row) => OF_ONE_COMPUTER.has(row.key);
  if (mode === 'remains') return {};
  const theirs = (row: Row) => (ofOne(row) ? null : row);
  if (mode === 'changes') return { theirs };
  const carefulOf = (ours: unknown, row: Row) => careful(row.key, ours, JSON.parse(String(row.value)));
  return {
    theirs,
    onInsert: (row) => {
      const ours = defaultOf(row.key);
      if (ours === undefined) return row;
      const both = carefulOf(ours, row);
      if (both === null) return row;
      const value = JSON.stringify(both);
      return value === JSON.stringify(ours) ? null : { ...row, value };
    },
    onConflict: (ours, row) => {
      if (ours.value === row.value) return null;
      const both = carefulOf(JSON.parse(String(ours.value)), row);
      if (both !== null) {
        const value = JSON.stringify(both);
        return value === ours.value ? null : { value, rev: union.tx.rev() };
      }
      if (mode === 'restore') return { value: row.value, rev: union.tx.rev() };
      return String(row.rev) > String(ours.rev) ? { value: row.value, rev: row.rev } : null;
    },
  };
}
