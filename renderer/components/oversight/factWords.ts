import type { FactFilter, TextState } from '../../../shared/contract/conversationFacts.ts';
import { readSpan, type Span } from '../../../shared/schema/range.ts';
import { shortDay } from './days.ts';
import { causeNames } from './words.ts';

export const textStateNames: Readonly<Record<TextState, string>> = {
  delivered: 'Delivered',
  sent: 'Sent, no receipt yet',
  failed: 'Refused or failed',
  unknown: 'Outcome unknown',
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Spans that begin before or end after any real moment have no such end. */
const EVER = 9_000_000_000_000;

/** 0.8 s, 12 s, 5 min, 3 h, 2 days: as exact as eyes need. */
export function duration(ms: number): string {
  if (ms < 10 * SECOND)
    return `${(ms / SECOND).toLocaleString(undefined, { maximumFractionDigits: 1 })}\u00a0s`;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)}\u00a0s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)}\u00a0min`;
  if (ms < DAY) return `${Math.round(ms / HOUR)}\u00a0h`;
  const days = Math.round(ms / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** ≤ 5 min, or > 1 day: a step of the time to an opt-out. Its end is the last millisecond that counts. */
export function stepName(step: Span): string {
  return step.to >= EVER ? `> ${duration(step.from - 1)}` : `≤ ${duration(step.to - 1)}`;
}

/** 3 Mar, 3 Mar – 9 Mar, or up to 9 Mar. */
export function daysName(text: string): string {
  const { from, to } = readSpan(text);
  const last = shortDay(to - 1);
  if (from === 0) return `up to ${last}`;
  if (to >= EVER) return `since ${shortDay(from)}`;
  const first = shortDay(from);
  return first === last ? first : `${first} – ${last}`;
}

type Names = {
  readonly texter: (id: string) => string | undefined;
  readonly campaign: (id: string) => string | undefined;
};

/** What each filter that comes from the dashboard says on its chip. */
export function factWords(filter: FactFilter, names: Names): [keyof FactFilter, string][] {
  const words: [keyof FactFilter, string][] = [];
  const { texted, textState, textedBy, senderNumberId, sameScriptAs, replied } = filter;
  const { optOutHere, optOutAt, enforcedAfter, refusal } = filter;
  if (optOutHere !== undefined)
    words.push(['optOutHere', optOutHere === 'any' ? 'Opted out here' : `${causeNames[optOutHere]}, here`]);
  if (optOutAt !== undefined) words.push(['optOutAt', `Opted out ${daysName(optOutAt)}`]);
  if (enforcedAfter !== undefined)
    words.push(['enforcedAfter', `Time to opt-out ${stepName(readSpan(enforcedAfter))}`]);
  if (refusal !== undefined) words.push(['refusal', `Refused with ${refusal}`]);
  if (replied !== undefined) words.push(['replied', replied ? 'Replied' : 'No reply']);
  if (texted !== undefined) words.push(['texted', `First texted ${daysName(texted)}`]);
  if (textState !== undefined) words.push(['textState', `First text: ${textStateNames[textState]}`]);
  if (textedBy !== undefined)
    words.push(['textedBy', `First text by ${names.texter(textedBy) ?? 'one texter'}`]);
  if (senderNumberId !== undefined) words.push(['senderNumberId', 'From one sender number']);
  if (sameScriptAs !== undefined)
    words.push(['sameScriptAs', `Script of ${names.campaign(sameScriptAs) ?? 'one campaign'}`]);
  return words;
}
