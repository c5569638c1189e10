import { ActionIcon, Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SavedView } from '../../../shared/contract/conversations/savedViews.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../base/Tag.tsx';
import styles from './savedViews.module.css';

type Props<Filter> = {
  readonly views: readonly (SavedView & { readonly filter: Filter })[];
  /** There is nothing in force that could be saved. */
  readonly nothing: boolean;
  readonly busy: boolean;
  readonly onUse: (filter: Filter) => void;
  /** Saves what is in force; `done` empties the form. */
  readonly onSave: (view: { name: string; shared: boolean }, done: () => void) => void;
  readonly onRemove: (id: string) => void;
};

/** Saved filters of a list, one's own and shared ones, and a name for the one in force. */
export function SavedViews<Filter>(props: Props<Filter>): ReactNode {
  const { views, nothing, busy, onUse, onSave, onRemove } = props;
  const [shown, setShown] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !nothing) onSave({ name: name.trim(), shared }, () => setName(''));
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
          {t('optOuts:saved.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('optOuts:saved.label')}>
        <Stack gap="xs">
          {views.length === 0 ? <div className={styles.soft}>{t('optOuts:saved.none')}</div> : null}
          {views.map((view) => (
            <div key={view.id} className={styles.line}>
              <button
                type="button"
                className={styles.use}
                onClick={() => {
                  onUse(view.filter);
                  setShown(false);
                }}
              >
                {view.name}
              </button>
              {view.shared ? (
                <Tag title={t('optOuts:saved.sharedBy', { name: view.by })}>
                  {t('optOuts:saved.isShared')}
                </Tag>
              ) : null}
              <span className={styles.space} />
              {view.mayRemove ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('optOuts:saved.remove', { name: view.name })}
                  onClick={() => onRemove(view.id)}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              ) : null}
            </div>
          ))}
          <form onSubmit={submit}>
            <Stack gap="xs">
              <TextInput
                size="xs"
                label={t('optOuts:saved.as')}
                description={nothing ? t('optOuts:saved.first') : undefined}
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Checkbox
                size="xs"
                label={t('optOuts:saved.share')}
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
