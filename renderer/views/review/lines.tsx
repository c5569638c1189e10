import type { ReactNode } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import type { EnquiryRow, MissedRow, ReviewRow } from '../../../shared/contract/review.ts';
import { t } from '../../../shared/text/say.ts';
import { ActionTag } from '../../components/actions/ActionTag.tsx';
import { reasonOf } from '../../components/actions/actionWords.ts';
import { nameOf } from '../../components/actions/useActions.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { riskTone, stateTones } from './words.ts';

/** One line of any of the lists. */
export type Line = {
  readonly id: string;
  /** Null: no conversation knows the number. */
  readonly conversationId: string | null;
  readonly name: string;
  readonly at: number;
  readonly preview: string;
  readonly tag: ReactNode;
  /** Whoever looks opted this contact out: somebody else gives the verdict. */
  readonly own?: boolean;
};

/** An opt-out: what makes it risky, or what the verdict was; then the contact's words. */
export function optOutLine(row: ReviewRow): Line {
  const [sign] = row.signs;
  return {
    id: row.id,
    conversationId: row.conversationId,
    name: row.name,
    at: row.reviewedAt ?? row.at,
    preview: row.text === '' ? t(`causes:${row.cause}.name`) : row.text,
    own: row.own,
    tag:
      row.state === 'open' && row.own ? (
        <Tag title={t('review:own.why')}>{t('review:own.tag')}</Tag>
      ) : row.state === 'open' ? (
        <Tag tone={riskTone(row.risk)}>
          {sign === undefined ? t('review:sign.keyword') : t(`review:sign.${sign}.short`)}
        </Tag>
      ) : (
        <Tag tone={stateTones[row.state]}>{t(`review:state.${row.state}`)}</Tag>
      ),
  };
}

/** An open action: what it is, and whether its time is over. */
export function openLine(item: ActionItem): Line {
  const { id, conversationId, openedAt, text, overdue } = item;
  return {
    id,
    conversationId,
    name: nameOf(item),
    at: openedAt,
    preview: text === '' ? reasonOf(item) : text,
    tag: (
      <>
        <ActionTag action={item} />
        {overdue ? <Tag tone="stop">{t('actions:row.overdue')}</Tag> : null}
      </>
    ),
  };
}

export function missedLine(row: MissedRow): Line {
  const { id, conversationId, name, at, text } = row;
  const tag = <Tag tone={row.why === 'went-on' ? 'stop' : 'hold'}>{t(`review:missed.${row.why}.short`)}</Tag>;
  return { id, conversationId, name, at, preview: text, tag };
}

export function askedLine(row: EnquiryRow): Line {
  const { id, conversationId, name, at, askedBy, note } = row;
  return {
    id,
    conversationId,
    name,
    at,
    preview: note === '' ? t('review:enquiries.help') : note,
    tag: <Tag tone="brand">{askedBy ?? t('review:enquiries.texter')}</Tag>,
  };
}
