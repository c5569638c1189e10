import { ActionIcon, Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { SavedView, ViewedList, ViewToSave } from '../../../shared/contract/conversations/savedViews.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { complain } from '../base/notify.ts';
import { Tag } from '../base/Tag.tsx';
import styles from './savedViews.module.css';

/** A saved view of one list, with the filter of that list. */
type ViewOf<List extends ViewedList> = Extract<SavedView, { list: List }>;

/** The saved views of a list, and how one is saved and removed. `busy`: one is being saved. */
function useSavedViews<List extends ViewedList>(list: List) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.savedView.key() });
  const { data = [] } = useQuery(api.savedView.list.queryOptions({ input: { list } }));
  const save = useMutation(
    api.savedView.save.mutationOptions({ onSuccess, onError: complain(t('savedViews:notSaved')) }),
  );
  const remove = useMutation(
    api.savedView.remove.mutationOptions({ onSuccess, onError: complain(t('savedViews:notRemoved')) }),
  );
  return {
    views: data.filter((view): view is ViewOf<List> => view.list === list),
    save: save.mutate,
    remove: (id: string) => remove.mutate({ id }),
    busy: save.isPending,
  };
}

type Props<List extends ViewedList> = {
  readonly list: List;
  /** There is nothing in force that could be saved. */
  readonly nothing: boolean;
  /** What is in force, under a name. */
  readonly toSave: (named: { name: string; shared: boolean }) => ViewToSave;
  readonly onUse: (view: ViewOf<List>) => void;
};

/** Saved views of a list, one's own and shared ones, and a name for the one in force. */
export function SavedViews<List extends ViewedList>({
  list,
  nothing,
  toSave,
  onUse,
}: Props<List>): ReactNode {
  const { views, save, remove, busy } = useSavedViews(list);
  const [shown, setShown] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || nothing) return;
    const onSuccess = () => {
      setName('');
      // The button that had the focus is disabled now, and Escape is to close this.
      field.current?.focus();
    };
    save(toSave({ name: name.trim(), shared }), { onSuccess });
  };
  return (
    <Popover
      opened={shown}
      onChange={setShown}
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button leftSection={<IconBookmark size={14} aria-hidden />} onClick={() => setShown(!shown)}>
          {t('savedViews:open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('savedViews:label')}>
        <Stack gap="xs">
          {views.length === 0 ? <div className={styles.soft}>{t('savedViews:none')}</div> : null}
          {views.map((view) => (
            <div key={view.id} className={styles.line}>
              <button
                type="button"
                className={styles.use}
                onClick={() => {
                  onUse(view);
                  setShown(false);
                }}
              >
                {view.name}
              </button>
              {view.shared ? (
                <Tag title={t('savedViews:sharedBy', { name: view.by })}>{t('savedViews:isShared')}</Tag>
              ) : null}
              <span className={styles.space} />
              {view.mayRemove ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('savedViews:remove', { name: view.name })}
                  onClick={() => remove(view.id)}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              ) : null}
            </div>
          ))}
          <form onSubmit={submit}>
            <Stack gap="xs">
              <TextInput
                ref={field}
                size="xs"
                label={t('savedViews:as')}
                description={nothing ? t('savedViews:first') : undefined}
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Checkbox
                size="xs"
                label={t('savedViews:share')}
                checked={shared}
                onChange={(event) => setShared(event.currentTarget.checked)}
              />
              <Button type="submit" disabled={nothing || name.trim() === ''} loading={busy}>
                {t('common:act.save')}
              </Button>
            </Stack>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
