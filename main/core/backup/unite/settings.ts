import { z } from 'zod';
import { OftenLimit } from '../../../../shared/contract/settings.ts';
import { bringTable, newer, type Union } from './copy.ts';
import type { Row } from './source.ts';

const Words = z.array(z.string());
const Hours = z.object({ sendFrom: z.number(), sendUntil: z.number() });

/**
 * For settings that decide whether people are texted: the value with which fewer are. Null: another kind of
 * setting.
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
      return [...new Set([...Words.parse(ours), ...Words.parse(theirs)])];
    case 'quietHours': {
      const [a, b] = [Hours.parse(ours), Hours.parse(theirs)];
      const both = {
        sendFrom: Math.max(a.sendFrom, b.sendFrom),
        sendUntil: Math.min(a.sendUntil, b.sendUntil),
      };
      return both.sendFrom < both.sendUntil ? both : a;
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

/** `theirsWin`: a restore, which brings back the back-up's settings; otherwise the newer value counts. */
export function bringSettings(union: Union, theirsWin: boolean): void {
  bringTable(union, 'setting', {
    onConflict: (ours: Row, theirs: Row) => {
      const rev = union.tx.rev();
      if (ours.key === 'back-ups' || ours.value === theirs.value) return null;
      const both = careful(ours.key, JSON.parse(String(ours.value)), JSON.parse(String(theirs.value)));
      if (both !== null) return { value: JSON.stringify(both), rev };
      return theirsWin ? { value: theirs.value, rev } : newer(ours, theirs);
    },
  });
}
