import { Button, Group, NativeSelect, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type MessengerTag, TagTone } from '../../../../shared/contract/messenger.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { UsualTags } from '../../../components/messenger/UsualTags.tsx';

const choices = () => TagTone.options.map((value) => ({ value, label: t(`settings:tags.tone.${value}`) }));

/** Which tags there are. Texters put them on their own conversations. */
export function Tags() {
  const tags = useQuery(api.messenger.tag.list.queryOptions());
  const [editing, setEditing] = useState<MessengerTag | null>(null);
  const [removing, setRemoving] = useState<MessengerTag | null>(null);
  const queries = useQueryClient();
  const remove = useMutation(
    api.messenger.tag.remove.mutationOptions({
      onSettled: () => {
        setRemoving(null);
        return queries.invalidateQueries({ queryKey: api.messenger.key() });
      },
    }),
  );
  return (
    <Section title={t('settings:part.tags')} lead={t('settings:tags.lead')}>
      {tags.error ? <ErrorNotice title={t('settings:tags.failed')} error={tags.error} /> : null}
      {remove.error ? <ErrorNotice title={t('settings:tags.notRemoved')} error={remove.error} /> : null}
      {tags.data?.length === 0 ? (
        <EmptyState title={t('settings:tags.none')}>{t('settings:tags.noneWhat')}</EmptyState>
      ) : null}
      {tags.data && tags.data.length > 0 ? (
        <Table aria-label={t('settings:part.tags')}>
          <Table.Tbody>
            {tags.data.map((tag) => (
              <Table.Tr key={tag.id}>
                <Table.Td>
                  <Tag tone={tag.tone}>{tag.name}</Tag>
                </Table.Td>
                <Table.Td>
                  <Group gap="xs" justify="flex-end">
                    <Button
                      size="compact-sm"
                      aria-label={t('settings:tags.changeOne', { name: tag.name })}
                      onClick={() => setEditing(tag)}
                    >
                      {t('settings:tags.change')}
                    </Button>
                    <Button
                      size="compact-sm"
                      aria-label={t('settings:tags.removeOne', { name: tag.name })}
                      onClick={() => setRemoving(tag)}
                    >
                      {t('common:act.remove')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <UsualTags />
      <Draft key={editing?.id ?? 'new'} tag={editing} onDone={() => setEditing(null)} />
      <ConfirmDialog
        opened={removing !== null}
        title={removing === null ? '' : t('settings:tags.removeTitle', { name: removing.name })}
        confirmLabel={t('common:act.remove')}
        danger
        busy={remove.isPending}
        onConfirm={() => {
          if (removing) remove.mutate({ id: removing.id });
        }}
        onCancel={() => setRemoving(null)}
      >
        {t('settings:tags.removeWhat')}
      </ConfirmDialog>
    </Section>
  );
}

function Draft({ tag, onDone }: { tag: MessengerTag | null; onDone: () => void }) {
  const [name, setName] = useState(tag?.name ?? '');
  const [tone, setTone] = useState<TagTone>(tag?.tone ?? 'neutral');
  const queries = useQueryClient();
  const done = {
    onSuccess: () => {
      setName('');
      onDone();
      return queries.invalidateQueries({ queryKey: api.messenger.tag.key() });
    },
  };
  const create = useMutation(api.messenger.tag.create.mutationOptions(done));
  const update = useMutation(api.messenger.tag.update.mutationOptions(done));
  const error = create.error ?? update.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    if (tag) update.mutate({ id: tag.id, name: name.trim(), tone });
    else create.mutate({ name: name.trim(), tone });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={tag === null ? t('settings:tags.new') : t('settings:tags.newName', { name: tag.name })}
          maxLength={30}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('settings:tags.colour')}
          data={choices()}
          value={tone}
          onChange={(event) => setTone(TagTone.catch('neutral').parse(event.currentTarget.value))}
        />
        <Button
          type="submit"
          variant="filled"
          disabled={name.trim() === ''}
          loading={create.isPending || update.isPending}
        >
          {tag === null ? t('settings:tags.add') : t('common:act.save')}
        </Button>
        {tag === null ? null : <Button onClick={onDone}>{t('common:act.cancel')}</Button>}
      </Group>
      {error ? <ErrorNotice title={t('settings:tags.notSaved')} error={error} /> : null}
    </form>
  );
}
