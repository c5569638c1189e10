import { Button, Modal, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { t } from '../../../shared/text/say.ts';
import { type Shortcut, useHotkey, useShortcuts } from '../../hooks/useHotkey.ts';
import { anyOf } from '../../language/formats.ts';
import { KeyCap, keyWords } from '../base/Kbd.tsx';
import styles from './ShortcutsDialog.module.css';

/** Opens on "?" and from the menu; lists the keys of the screen behind it. */
export function useShortcutsDialog() {
  const [opened, { open: show, close: hide }] = useDisclosure(false);
  useHotkey(['?', 'shift+?'], t('common:keys.show'), show);
  return { open: show, dialog: <ShortcutsDialog opened={opened} onClose={hide} /> };
}

function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const all = useShortcuts((state) => state.all);
  const groups = Map.groupBy(distinct([...all.values()]), ({ group }) => group);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('common:account.shortcuts')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <div className={styles.page} data-print>
        {[...groups].map(([group, shortcuts]) => (
          <div key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <VisuallyHidden>{anyOf(wordsOf(keys))}</VisuallyHidden>
                    {wordsOf(keys).map((words) => (
                      <KeyCap key={words}>{words}</KeyCap>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <div className={styles.acts}>
        <Button onClick={() => window.print()}>{t('common:keys.print')}</Button>
      </div>
    </Modal>
  );
}

function distinct(shortcuts: readonly Shortcut[]): Shortcut[] {
  return [...new Map(shortcuts.map((shortcut) => [shortcut.label, shortcut])).values()];
}

/** Two ways to type the same sign count as one key. */
function wordsOf(keys: readonly string[]): string[] {
  return [...new Set(keys.map(keyWords))];
}
