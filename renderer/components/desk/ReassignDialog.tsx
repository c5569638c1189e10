import { Button, Checkbox, Group, Modal, Radio, ScrollArea, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationFilter } from '../../../shared/contract/conversation.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../ErrorNotice.tsx';
import { say } from '../say.ts';
import type { Person } from './DeskMenu.tsx';
import { clearPicked, usePicked } from './usePicked.ts';

type Props = {
  opened: boolean;
  onClose: () => void;
  filter: ConversationFilter;
  people: readonly Person[];
};

/** Which conversations, to whom: one, several evenly, or nobody. */
export function ReassignDialog({ opened, onClose, filter, people }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Reassign conversations"
      size={480}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened ? <Form filter={filter} people={people} onClose={onClose} /> : null}
    </Modal>
  );
}

function Form({ filter, people, onClose }: Omit<Props, 'opened'>) {
  const picked = usePicked((state) => state.ids);
  const [which, setWhich] = useState(picked.size > 0 ? 'picked' : 'filter');
  const [takers, setTakers] = useState<string[]>([]);
  const queries = useQueryClient();
  const counted = useQuery(api.desk.countChosen.queryOptions({ input: { chosen: { filter } } }));
  const count = which === 'picked' ? picked.size : counted.data?.count;
  const reassign = useMutation(
    api.desk.reassign.mutationOptions({
      onSuccess: ({ given }) => {
        const total = given.reduce((sum, each) => sum + each.count, 0);
        say(
          total === 1
            ? '1 conversation was reassigned.'
            : `${total.toLocaleString()} conversations were reassigned.`,
        );
        clearPicked();
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  const chosen = which === 'picked' ? { ids: [...picked] } : { filter };
  return (
    <Stack gap="md">
      <Radio.Group label="Which conversations" value={which} onChange={setWhich}>
        <Stack gap={6} mt={6}>
          <Radio
            value="picked"
            disabled={picked.size === 0}
            label={`Those picked in the list (${picked.size.toLocaleString()})`}
            description="Pick with Ctrl and a click, or the space bar in the list."
          />
          <Radio
            value="filter"
            label={`All that the list finds now (${counted.data === undefined ? '…' : counted.data.count.toLocaleString()})`}
            description="With its tab, filters and search, also those further down."
          />
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label="To whom"
        description="To several they go evenly, in turn. With nobody chosen, they belong to nobody."
        value={takers}
        onChange={setTakers}
      >
        <ScrollArea.Autosize mah={220} mt={6} tabIndex={0}>
          <Stack gap={6}>
            {people.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Checkbox.Group>
      <Text size="sm" c="dimmed">
        What they have written stays in each conversation. Every reassignment is recorded with your name.
      </Text>
      {reassign.error ? <ErrorNotice title="Not all were reassigned" error={reassign.error} /> : null}
      <Group justify="flex-end" gap="sm">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          loading={reassign.isPending}
          disabled={!count}
          onClick={() => reassign.mutate({ chosen, texterIds: takers })}
        >
          {takers.length === 0 ? 'Take from everybody' : 'Reassign'}
        </Button>
      </Group>
    </Stack>
  );
}
