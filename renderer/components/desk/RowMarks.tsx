import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { useNow } from '../../hooks/useNow.ts';
import { Tag } from '../base/Tag.tsx';
import { fullTime } from '../base/time.ts';
import styles from './desk.module.css';
import { useTags } from './queries.ts';
import { soonTime } from './when.ts';

/** As many as fit beside a name. */
const SHOWN = 2;

/** A row's tags, and whether it is put aside or has come back. */
export function RowMarks({ row }: { row: ConversationRow }) {
  const tags = useTags();
  const now = useNow();
  const own = tags.filter(({ id }) => row.tagIds.includes(id));
  const { followUp } = row;
  if (own.length === 0 && followUp === null) return null;
  return (
    <span className={styles.marks}>
      {followUp === null ? null : followUp.back ? (
        <Tag tone="brand" title={t('desk:mark.backWhy', { time: fullTime(followUp.at) })}>
          {t('desk:mark.back')}
        </Tag>
      ) : (
        <Tag title={t('desk:mark.untilWhy', { time: fullTime(followUp.at) })}>
          {t('desk:mark.until', { time: soonTime(followUp.at, now) })}
        </Tag>
      )}
      {own.slice(0, SHOWN).map(({ id, name, tone }) => (
        <Tag key={id} tone={tone}>
          {name}
        </Tag>
      ))}
      {own.length > SHOWN ? (
        <Tag
          title={own
            .slice(SHOWN)
            .map(({ name }) => name)
            .join(', ')}
        >
          +{own.length - SHOWN}
        </Tag>
      ) : null}
    </span>
  );
}
