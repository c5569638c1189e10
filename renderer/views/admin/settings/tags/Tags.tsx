import { Button, Group, NativeSelect, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type DeskTag, TagTone } from '../../../../../shared/contract/desk.ts';
import { api } from '../../../../client.ts';
import { ConfirmDialog } from '../../../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../../../components/EmptyState.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag } from '../../../../components/Tag.tsx';
import { Section } from '../../parts/Section.tsx';

const TONES: Readonly<Record<TagTone, string>> = {
  neutral: 'Grey',
  brand: 'Blue',
  ok: 'Green',
  hold: 'Amber',
  stop: 'Red',
};
const CHOICES = TagTone.options.map((value) => ({ value, label: TONES[value] }));

/** Which tags there are. Texters put them on their own conversations. */
export function Tags() {
  const tags = useQuery(api.desk.tag.list.queryOptions());
  const [editing, setEditing] = useState<DeskTag | null>(null);
  const [removing, setRemoving] = useState<DeskTag | null>(null);
  const queries = useQueryClient();
  const remove = useMutation(
    api.desk.tag.remove.mutationOptions({
      onSettled: () => {
        setRemoving(null);
        return queries.invalidateQueries({ queryKey: api.desk.key() });
      },
    }),
  );
  return (
    <Section
      title="Tags"
      lead="Texters put tags on their own conversations, admins on all. Lists can be filtered by them."
    >
      {tags.error ? <ErrorNotice title="The tags cannot be shown" error={tags.error} /> : null}
      {remove.error ? <ErrorNotice title="The tag was not removed" error={remove.error} /> : null}
      {tags.data?.length === 0 ? (
        <EmptyState title="No tags yet">Define the first one below.</EmptyState>
      ) : null}
      {tags.data && tags.data.length > 0 ? (
        <Table aria-label="Tags">
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
                      aria-label={`Change ${tag.name}`}
                      onClick={() => setEditing(tag)}
                    >
                      Change
                    </Button>
                    <Button
                      size="compact-sm"
                      aria-label={`Remove ${tag.name}`}
                      onClick={() => setRemoving(tag)}
                    >
                      Remove
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <Draft key={editing?.id ?? 'new'} tag={editing} onDone={() => setEditing(null)} />
      <ConfirmDialog
        opened={removing !== null}
        title={removing === null ? '' : `Remove the tag “${removing.name}”?`}
        confirmLabel="Remove"
        danger
        busy={remove.isPending}
        onConfirm={() => {
          if (removing) remove.mutate({ id: removing.id });
        }}
        onCancel={() => setRemoving(null)}
      >
        It is taken off every conversation that has it.
      </ConfirmDialog>
    </Section>
  );
}

function Draft({ tag, onDone }: { tag: DeskTag | null; onDone: () => void }) {
  const [name, setName] = useState(tag?.name ?? '');
  const [tone, setTone] = useState<TagTone>(tag?.tone ?? 'neutral');
  const queries = useQueryClient();
  const done = {
    onSuccess: () => {
      setName('');
      onDone();
      return queries.invalidateQueries({ queryKey: api.desk.tag.key() });
    },
  };
  const create = useMutation(api.desk.tag.create.mutationOptions(done));
  const update = useMutation(api.desk.tag.update.mutationOptions(done));
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
          label={tag === null ? 'New tag' : `New name for “${tag.name}”`}
          maxLength={30}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Colour"
          data={CHOICES}
          value={tone}
          onChange={(event) => setTone(TagTone.catch('neutral').parse(event.currentTarget.value))}
        />
        <Button
          type="submit"
          variant="filled"
          disabled={name.trim() === ''}
          loading={create.isPending || update.isPending}
        >
          {tag === null ? 'Add tag' : 'Save'}
        </Button>
        {tag === null ? null : <Button onClick={onDone}>Cancel</Button>}
      </Group>
      {error ? <ErrorNotice title="The tag was not saved" error={error} /> : null}
    </form>
  );
}
