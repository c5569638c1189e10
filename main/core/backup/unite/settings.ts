import { z } from 'zod';
import { OftenLimit } from '../../../../shared/contract/settings.ts';
import type { Rules, Union } from './union.ts';

const Words = z.array(z.string());
const Hours = z.object({ sendFrom: z.number(), sendUntil: z.number() });

/**
 * For settings that decide whether people are texted: the value with which fewer are. Null: another kind of
 * setting. The same whichever of the two is ours.
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
      return [...new Set([...Words.parse(ours), ...Words.parse(theirs)])].sort();
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

/**
 * Between consoles the newer value counts, else nobody could ever loosen a setting again. Of a back-up or a
 * copy the value with which fewer people are texted; where none is, a restore brings the back-up's.
 */
export function settingRules(union: Union): Rules {
  const mine = (row: { readonly key?: unknown }) => row.key === 'back-ups';
  if (union.mode === 'changes') return { theirs: (row) => (mine(row) ? null : row) };
  return {
    onConflict: (ours, theirs) => {
      if (mine(ours) || ours.value === theirs.value) return null;
      const both = careful(ours.key, JSON.parse(String(ours.value)), JSON.parse(String(theirs.value)));
      if (both !== null) {
        const value = JSON.stringify(both);
        return value === ours.value ? null : { value, rev: union.tx.rev() };
      }
      if (union.mode === 'restore') return { value: theirs.value, rev: union.tx.rev() };
      return String(theirs.rev) > String(ours.rev) ? { value: theirs.value, rev: theirs.rev } : null;
    },
  };
}
