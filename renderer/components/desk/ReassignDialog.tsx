import { Button, Checkbox, Group, Modal, Radio, ScrollArea, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationFilter } from '../../../shared/contract/conversation.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { number } from '../../language/formats.ts';
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
      title={t('desk:reassign.title')}
      size={480}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
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
        say(t('desk:reassign.done', { count: total }));
        clearPicked();
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  const chosen = which === 'picked' ? { ids: [...picked] } : { filter };
  return (
    <Stack gap="md">
      <Radio.Group label={t('desk:reassign.which')} value={which} onChange={setWhich}>
        <Stack gap={6} mt={6}>
          <Radio
            value="picked"
            disabled={picked.size === 0}
            label={t('desk:reassign.picked', { picked: picked.size })}
            description={t('desk:reassign.pickedHow')}
          />
          <Radio
            value="filter"
            label={t('desk:reassign.found', {
              found: counted.data === undefined ? '…' : number(counted.data.count),
            })}
            description={t('desk:reassign.foundHow')}
          />
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label={t('desk:reassign.whom')}
        description={t('desk:reassign.whomHow')}
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
        {t('desk:reassign.record')}
      </Text>
      {reassign.error ? <ErrorNotice title={t('desk:reassign.failed')} error={reassign.error} /> : null}
      <Group justify="flex-end" gap="sm">
        <Button onClick={onClose}>{t('common:act.cancel')}</Button>
        <Button
          // Taking from everybody is seldom meant: it does not look like the usual way on.
          {...(takers.length === 0 ? { variant: 'outline', color: 'stop' } : { variant: 'filled' })}
          loading={reassign.isPending}
          disabled={!count}
          onClick={() => reassign.mutate({ chosen, texterIds: takers })}
        >
          {takers.length === 0 ? t('desk:reassign.take') : t('desk:reassign.give')}
        </Button>
      </Group>
    </Stack>
  );
}
