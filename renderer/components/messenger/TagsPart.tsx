import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../base/Tag.tsx';
import styles from './messenger.module.css';
import { useTags } from './queries.ts';
import { TagMenu } from './TagMenu.tsx';

/** The tags of a conversation, and a menu to set them. */
export function TagsPart({ row, mayAct }: { row: ConversationRow; mayAct: boolean }) {
  const tags = useTags();
  const has = new Set(row.tagIds);
  const own = tags.filter(({ id }) => has.has(id));
  if (tags.length === 0) return null;
  return (
    <>
      <h3 className={styles.head}>
        {t('messenger:tags.title')}
        {mayAct ? (
          <TagMenu row={row}>
            <Button size="compact-xs" leftSection={<IconTag size={13} aria-hidden />}>
              {t('messenger:tags.change')}
            </Button>
          </TagMenu>
        ) : null}
      </h3>
      <div className={styles.tags}>
        {own.length === 0 ? <span className={styles.soft}>{t('messenger:tags.none')}</span> : null}
        {own.map(({ id, name, tone }) => (
          <Tag key={id} tone={tone}>
            {name}
          </Tag>
        ))}
      </div>
    </>
  );
}
