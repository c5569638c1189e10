import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconTag } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { keyWords } from '../base/Kbd.tsx';
import { complain } from '../base/notify.ts';
import { Tag } from '../base/Tag.tsx';
import { useTags } from './queries.ts';

type Props = {
  readonly row: ConversationRow;
  readonly opened?: boolean;
  readonly onChange?: (opened: boolean) => void;
  /** What opens it. */
  readonly children: ReactNode;
};

/** The organisation's tags, to put on a conversation or take off; it stays open for several. */
export function TagMenu({ row, opened, onChange, children }: Props): ReactNode {
  const tags = useTags();
  const queries = useQueryClient();
  const set = useMutation(
    api.messenger.tag.set.mutationOptions({
      onError: complain(t('messenger:tags.failed')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  const has = new Set(row.tagIds);
  return (
    <Menu
      position="top-end"
      width={220}
      closeOnItemClick={false}
      {...(opened === undefined ? {} : { opened })}
      {...(onChange === undefined ? {} : { onChange })}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {tags.map(({ id, name, tone }) => (
          <Menu.Item
            key={id}
            rightSection={has.has(id) ? <IconCheck size={15} aria-label={t('messenger:tags.set')} /> : null}
            onClick={() => set.mutate({ conversationId: row.id, tagId: id, on: !has.has(id) })}
          >
            <Tag tone={tone}>{name}</Tag>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same beside what is written, with a key: the contact's panel may be out of sight. */
export function TagKey({ row }: { readonly row: ConversationRow }): ReactNode {
  const [opened, setOpened] = useState(false);
  const none = useTags().length === 0;
  useHotkey('alt+T', t('messenger:tags.key'), () => setOpened((was) => !was), {
    group: t('common:keys.group.conversation'),
    enabled: !none,
    whileTyping: true,
  });
  if (none) return null;
  return (
    <TagMenu row={row} opened={opened} onChange={setOpened}>
      <ActionIcon
        size={30}
        variant="default"
        aria-label={t('messenger:tags.key')}
        title={`${t('messenger:tags.key')} (${keyWords('alt+T')})`}
      >
        <IconTag size={16} aria-hidden />
      </ActionIcon>
    </TagMenu>
  );
}
