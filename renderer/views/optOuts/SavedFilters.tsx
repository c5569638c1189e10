import { ActionIcon, Button, Popover, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../../components/base/say.ts';
import styles from './optOuts.module.css';

type Props = { readonly current: OptOutFilter; readonly onUse: (filter: OptOutFilter) => void };

/** One's own filters, and a name for the one in force. */
export function SavedFilters({ current, onUse }: Props) {
  const queries = useQueryClient();
  const [shown, setShown] = useState(false);
  const [name, setName] = useState('');
  const saved = useQuery(api.optOut.filters.queryOptions()).data ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: api.optOut.filters.key() });
  const save = useMutation(
    api.optOut.saveFilter.mutationOptions({
      onSuccess: () => {
        setName('');
        return refresh();
      },
      onError: complain(t('optOuts:saved.notSaved')),
    }),
  );
  const remove = useMutation(
    api.optOut.removeFilter.mutationOptions({
      onSuccess: refresh,
      onError: complain(t('optOuts:saved.notRemoved')),
    }),
  );
  const nothing = Object.keys(current).length === 0;
  return (
    <Popover
      opened={shown}
      onChange={setShown}
      position="bottom-start"
      width={280}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button leftSection={<IconBookmark size={14} aria-hidden />} onClick={() => setShown(!shown)}>
          {t('optOuts:saved.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('optOuts:saved.label')}>
        <Stack gap="xs">
          {saved.length === 0 ? <div className={styles.soft}>{t('optOuts:saved.none')}</div> : null}
          {saved.map((each) => (
            <div key={each.id} className={styles.line}>
              <button
                type="button"
                className={styles.person}
                onClick={() => {
                  onUse(each.filter);
                  setShown(false);
                }}
              >
                {each.name}
              </button>
              <span className={styles.grow} />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('optOuts:saved.remove', { name: each.name })}
                onClick={() => remove.mutate({ id: each.id })}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '' && !nothing) save.mutate({ name: name.trim(), filter: current });
            }}
          >
            <Stack gap="xs">
              <TextInput
                size="xs"
                label={t('optOuts:saved.as')}
                description={nothing ? t('optOuts:saved.first') : undefined}
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" disabled={nothing || name.trim() === ''} loading={save.isPending}>
                {t('common:act.save')}
              </Button>
            </Stack>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
