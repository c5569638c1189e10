import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { useNow } from '../../hooks/useNow.ts';
import { Tag } from '../base/Tag.tsx';
import { fullTime } from '../base/time.ts';
import styles from './messenger.module.css';
import { useTags } from './queries.ts';
import { soonTime } from './when.ts';

/** As many as fit beside a name. */
const SHOWN = 2;

/** A row's tags, and whether it is put aside or has come back. */
export function RowMarks({ row }: { row: ConversationRow }) {
  const tags = useTags();
  const now = useNow();
  const own = tags.filter(({ id }) => row.tagIds.includes(id));
  const { reminder } = row;
  if (own.length === 0 && reminder === null) return null;
  return (
    <span className={styles.marks}>
      {reminder === null ? null : reminder.back ? (
        <Tag tone="brand" title={t('messenger:mark.backWhy', { time: fullTime(reminder.at) })}>
          {t('messenger:mark.back')}
        </Tag>
      ) : (
        <Tag title={t('messenger:mark.untilWhy', { time: fullTime(reminder.at) })}>
          {t('messenger:mark.until', { time: soonTime(reminder.at, now) })}
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
