import { Button, Menu } from '@mantine/core';
import { IconCheck, IconTag } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../base/say.ts';
import { Tag } from '../base/Tag.tsx';
import styles from './desk.module.css';
import { useTags } from './queries.ts';

/** The tags of a conversation, and a menu to set them. */
export function TagsPart({ row, mayAct }: { row: ConversationRow; mayAct: boolean }) {
  const tags = useTags();
  const queries = useQueryClient();
  const set = useMutation(
    api.desk.tag.set.mutationOptions({
      onError: complain(t('desk:tags.failed')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  const has = new Set(row.tagIds);
  const own = tags.filter(({ id }) => has.has(id));
  if (tags.length === 0) return null;
  return (
    <>
      <h3 className={styles.head}>
        {t('desk:tags.title')}
        {mayAct ? (
          <Menu position="bottom-end" width={220} closeOnItemClick={false}>
            <Menu.Target>
              <Button size="compact-xs" leftSection={<IconTag size={13} aria-hidden />}>
                {t('desk:tags.change')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
              {tags.map(({ id, name, tone }) => (
                <Menu.Item
                  key={id}
                  rightSection={has.has(id) ? <IconCheck size={15} aria-label={t('desk:tags.set')} /> : null}
                  onClick={() => set.mutate({ conversationId: row.id, tagId: id, on: !has.has(id) })}
                >
                  <Tag tone={tone}>{name}</Tag>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </h3>
      <div className={styles.tags}>
        {own.length === 0 ? <span className={styles.soft}>{t('desk:tags.none')}</span> : null}
        {own.map(({ id, name, tone }) => (
          <Tag key={id} tone={tone}>
            {name}
          </Tag>
        ))}
      </div>
    </>
  );
}
