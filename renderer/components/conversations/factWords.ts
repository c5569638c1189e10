import type { FactFilter } from '../../../shared/contract/conversations/conversationFacts.ts';
import { readSpan, type Span } from '../../../shared/schema/range.ts';
import { t } from '../../../shared/text/say.ts';
import { numberFormat } from '../../language/formats.ts';
import { shortDay } from '../base/days.ts';

const tenths = numberFormat({ maximumFractionDigits: 1 });

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A later moment than any real one: a span beyond it has no end. */
const EVER = 9_000_000_000_000;

/** 0.8 s, 12 s, 5 min, 3 h, 2 days: as exact as a reader needs. */
export function duration(ms: number): string {
  if (ms < 10 * SECOND) return t('oversight:duration.seconds', { value: tenths(ms / SECOND) });
  if (ms < MINUTE) return t('oversight:duration.seconds', { value: Math.round(ms / SECOND) });
  if (ms < HOUR) return t('oversight:duration.minutes', { value: Math.round(ms / MINUTE) });
  if (ms < DAY) return t('oversight:duration.hours', { value: Math.round(ms / HOUR) });
  return t('oversight:duration.days', { count: Math.round(ms / DAY) });
}

/** ≤ 5 min, or > 1 day: a step of the time to an opt-out. Its end is the last millisecond that counts. */
export function stepName(step: Span): string {
  return step.to >= EVER ? `> ${duration(step.from - 1)}` : `≤ ${duration(step.to - 1)}`;
}

/** 3 Mar, 3 Mar – 9 Mar, or up to 9 Mar. */
export function daysName(text: string): string {
  const { from, to } = readSpan(text);
  const last = shortDay(to - 1);
  if (from === 0) return t('oversight:days.upTo', { last });
  const first = shortDay(from);
  if (to >= EVER) return t('oversight:days.since', { first });
  return first === last ? first : t('oversight:days.span', { first, last });
}

type Names = {
  readonly texter: (id: string) => string | undefined;
  readonly campaign: (id: string) => string | undefined;
};

/** What each filter that comes from the dashboard says on its chip. */
export function factWords(filter: FactFilter, names: Names): [keyof FactFilter, string][] {
  const words: [keyof FactFilter, string][] = [];
  const { texted, textState, textedBy, senderNumberId, sameScriptAs, replied } = filter;
  const { optOutHere, optOutAt, enforcedAfter, softRefusal, refusal } = filter;
  const add = (key: keyof FactFilter, text: string) => words.push([key, text]);
  if (optOutHere === 'any') add('optOutHere', t('oversight:chip.optOutHere'));
  else if (optOutHere !== undefined)
    add('optOutHere', t('oversight:chip.causeHere', { cause: t(`causes:${optOutHere}.name`) }));
  if (optOutAt !== undefined) add('optOutAt', t('oversight:chip.optOutAt', { days: daysName(optOutAt) }));
  if (enforcedAfter !== undefined)
    add('enforcedAfter', t('oversight:chip.enforcedAfter', { step: stepName(readSpan(enforcedAfter)) }));
  if (softRefusal === true) add('softRefusal', t('oversight:chip.softRefusal'));
  if (refusal !== undefined) add('refusal', t('oversight:chip.refusal', { code: refusal }));
  if (replied !== undefined)
    add('replied', replied ? t('oversight:chip.replied') : t('oversight:chip.noReply'));
  if (texted !== undefined) add('texted', t('oversight:chip.texted', { days: daysName(texted) }));
  if (textState !== undefined)
    add('textState', t('oversight:chip.textState', { state: t(`oversight:textState.${textState}`) }));
  if (textedBy !== undefined) {
    const name = names.texter(textedBy);
    add(
      'textedBy',
      name === undefined ? t('oversight:chip.textedByOne') : t('oversight:chip.textedBy', { name }),
    );
  }
  if (senderNumberId !== undefined) add('senderNumberId', t('oversight:chip.senderNumber'));
  if (sameScriptAs !== undefined) {
    const name = names.campaign(sameScriptAs);
    add(
      'sameScriptAs',
      name === undefined ? t('oversight:chip.scriptOfOne') : t('oversight:chip.script', { name }),
    );
  }
  return words;
}
