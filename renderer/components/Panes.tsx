import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../shared/text/say.ts';
import styles from './Panes.module.css';

type Props = {
  listLabel: string;
  list: ReactNode;
  thread: ReactNode;
  sideLabel: string;
  /** null while nobody is chosen; the place stays, so nothing moves. */
  side: ReactNode;
  /** Whose thread it is; stands above it while the side panel, which says so, is a drawer. */
  threadTitle?: ReactNode;
};

/** List, thread and side panel. Below 1100 px the side panel becomes a drawer, opened by a button on the thread. */
export function Panes({ listLabel, list, thread, sideLabel, side, threadTitle }: Props) {
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <div className={styles.panes} data-narrow={narrow || undefined}>
      <section className={styles.list} aria-label={listLabel}>
        {list}
      </section>
      <main className={styles.thread}>
        {narrow && side ? (
          <div className={styles.head}>
            <span className={styles.headTitle}>{threadTitle}</span>
            <Button size="compact-sm" leftSection={<IconLayoutSidebarRight size={16} />} onClick={open}>
              {sideLabel}
            </Button>
          </div>
        ) : null}
        {thread}
      </main>
      {narrow ? (
        <Drawer
          opened={opened && side !== null}
          onClose={close}
          position="right"
          size={340}
          title={sideLabel}
          closeButtonProps={{ 'aria-label': t('common:act.close') }}
        >
          {side}
        </Drawer>
      ) : (
        <aside className={styles.side} aria-label={sideLabel}>
          {side}
        </aside>
      )}
    </div>
  );
}
