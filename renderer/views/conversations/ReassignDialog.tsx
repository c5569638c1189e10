import { Button, Checkbox, Group, Modal, Radio, ScrollArea, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { notify } from '../../components/base/notify.ts';
import { allOf, number } from '../../language/formats.ts';
import { clearPicked, usePicked } from './usePicked.ts';

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
};

type Props = {
  opened: boolean;
  onClose: () => void;
  filter: ConversationFilter;
  people: readonly Person[];
};

/**
 * Assigns conversations to one person, to several evenly, or to nobody. Nothing is preselected, and the count
 * must be confirmed.
 */
export function ReassignDialog({ opened, onClose, filter, people }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('messenger:reassign.title')}
      size={480}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {opened ? <Form filter={filter} people={people} onClose={onClose} /> : null}
    </Modal>
  );
}

function Form({ filter, people, onClose }: Omit<Props, 'opened'>) {
  const picked = usePicked((state) => state.ids);
  const [which, setWhich] = useState<string | null>(picked.size > 0 ? 'picked' : null);
  const [way, setWay] = useState<string | null>(null);
  const [takers, setTakers] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const counted = useQuery(api.messenger.countChosen.queryOptions({ input: { chosen: { filter } } }));
  const count = which === 'picked' ? picked.size : which === 'filter' ? (counted.data?.count ?? 0) : 0;
  const reassign = useMutation(
    api.messenger.reassign.mutationOptions({
      onSuccess: ({ given }) => {
        const total = given.reduce((sum, each) => sum + each.count, 0);
        notify(t('messenger:reassign.done', { count: total }));
        clearPicked();
        onClose();
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  const to = way === 'give' ? people.filter(({ id }) => takers.includes(id)) : [];
  const ready = count > 0 && (way === 'unassign' || to.length > 0);
  const act = () =>
    reassign.mutate({
      chosen: which === 'picked' ? { ids: [...picked] } : { filter },
      texterIds: to.map(({ id }) => id),
    });
  const problem = reassign.error ? (
    <ErrorNotice title={t('messenger:reassign.failed')} error={reassign.error} />
  ) : null;
  if (asking) {
    return (
      <Stack gap="md">
        <Text data-testid="confirm">{meant(count, to)}</Text>
        <Text size="sm" c="dimmed">
          {t('messenger:reassign.record')}
        </Text>
        {problem}
        <Group justify="flex-end" gap="sm">
          <Button onClick={() => setAsking(false)} data-autofocus>
            {t('messenger:reassign.back')}
          </Button>
          <Button
            variant="filled"
            {...(way === 'unassign' ? { color: 'stop' } : {})}
            loading={reassign.isPending}
            disabled={!ready}
            onClick={act}
          >
            {actWords(way ?? '', count)}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <Radio.Group label={t('messenger:reassign.which')} value={which} onChange={setWhich}>
        <Stack gap={6} mt={6}>
          <Radio
            value="picked"
            disabled={picked.size === 0}
            label={t('messenger:reassign.picked', { picked: picked.size })}
            description={t('messenger:reassign.pickedHow')}
          />
          <Radio
            value="filter"
            label={t('messenger:reassign.found', {
              found: counted.data === undefined ? '…' : number(counted.data.count),
            })}
            description={t('messenger:reassign.foundHow')}
          />
        </Stack>
      </Radio.Group>
      <Radio.Group label={t('messenger:reassign.whom')} value={way} onChange={setWay}>
        <Stack gap={6} mt={6}>
          <Radio
            value="give"
            label={t('messenger:reassign.give')}
            description={t('messenger:reassign.giveHow')}
          />
          {way === 'give' ? (
            <Checkbox.Group aria-label={t('messenger:reassign.give')} value={takers} onChange={setTakers}>
              <ScrollArea.Autosize mah={200} ml={28} tabIndex={0}>
                <Stack gap={6}>
                  {people.map(({ id, name }) => (
                    <Checkbox key={id} value={id} label={name} />
                  ))}
                </Stack>
              </ScrollArea.Autosize>
            </Checkbox.Group>
          ) : null}
          <Radio
            value="unassign"
            label={t('messenger:reassign.unassign')}
            description={t('messenger:reassign.unassignHow')}
          />
        </Stack>
      </Radio.Group>
      {problem}
      <Group justify="flex-end" gap="sm">
        <Button onClick={onClose}>{t('common:act.cancel')}</Button>
        <Button
          variant="filled"
          loading={reassign.isPending}
          disabled={!ready}
          // A single one is in sight; several are counted first.
          onClick={() => (count === 1 ? act() : setAsking(true))}
        >
          {count === 1 && way !== null ? actWords(way, count) : t('messenger:reassign.next')}
        </Button>
      </Group>
    </Stack>
  );
}

function actWords(way: string, count: number): string {
  return way === 'unassign'
    ? t('messenger:reassign.unassignAct', { count })
    : t('messenger:reassign.giveAct', { count });
}

/** What will happen, with the count and the names. */
function meant(count: number, to: readonly Person[]): string {
  const [first] = to;
  if (first === undefined) return t('messenger:reassign.meant.unassign', { count });
  if (to.length === 1) return t('messenger:reassign.meant.one', { count, name: first.name });
  return t('messenger:reassign.meant.several', { count, names: allOf(to.map(({ name }) => name)) });
}
