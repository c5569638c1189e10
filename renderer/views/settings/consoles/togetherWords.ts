import {
  type Decided,
  type Done,
  DoneSubject,
  type TimeApart,
} from '../../../../shared/contract/consoles/together.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { daysAndTimes } from '../../../components/base/time.ts';
import { allOf } from '../../../language/formats.ts';
import { hrefOf } from '../../../state/route.ts';

/** Times apart in words. */

export const consoleWord = (name: string): string => name || t('consoles:together.unknownConsole');

export const spanOf = ({ since, until }: Pick<TimeApart, 'since' | 'until'>): string =>
  daysAndTimes(since, until);

/** 3 opt-outs, 1 note; null: nothing. */
export function doneWords(done: Done): string | null {
  const parts = DoneSubject.options.flatMap((subject) => {
    const count = done[subject] ?? 0;
    return count === 0 ? [] : t(`consoles:together.doneCount.${subject}`, { count });
  });
  return parts.length === 0 ? null : allOf(parts);
}

/** A person by name and number, or what else it is about. */
export function aboutWords({ about, link }: Pick<Decided, 'about' | 'link'>): string {
  const number = link.number === undefined ? '' : formatNumber(link.number);
  return [about, number].filter(Boolean).join(', ') || t('consoles:together.unknownPerson');
}

/** In which part of the settings a setting is changed. */
const PART_OF: Readonly<Record<string, string>> = {
  organisation: 'organisation',
  autoOptOut: 'opt-outs',
  firstResponseOnly: 'opt-outs',
  confirmationText: 'confirmation',
  helpAnswer: 'help-answer',
  helpText: 'help-answer',
  helpContact: 'help-answer',
  extraKeywords: 'keywords',
  extraPhrases: 'keywords',
  quietHours: 'hours',
  stateHours: 'hours',
  oftenLimit: 'hours',
  idleLockMinutes: 'organisation',
  secondFactorRoles: 'accounts',
  inboundLimitMinutes: 'connections',
  prices: 'connections',
  foldPictures: 'pictures',
};

/** Where it can be looked at and changed; null: nowhere. */
export function hrefOfDecided({ kind, link }: Pick<Decided, 'kind' | 'link'>): string | null {
  if (link.number !== undefined) return hrefOf(['lookup', link.number]);
  if (link.campaignId !== undefined) return hrefOf(['campaigns', link.campaignId]);
  if (link.setting !== undefined) return hrefOf(['settings', PART_OF[link.setting] ?? 'opt-outs']);
  return kind === 'account' || kind === 'password' ? hrefOf(['settings', 'accounts']) : null;
}
