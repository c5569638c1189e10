import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './Panes.module.css';

type Props = {
  listLabel: string;
  list: ReactNode;
  thread: ReactNode;
  sideLabel: string;
  /** null while no conversation is chosen; the place stays, so nothing moves. */
  side: ReactNode;
  /** Whose thread it is; shown above it while the side panel, which says so, is a drawer. */
  threadTitle?: ReactNode;
  /** The main message of the side panel in a word or two, shown while that is a drawer. */
  status?: ReactNode;
  /** What stands on top of the pane that is shown, and scrolls there, in a window too low for it above. */
  strips?: ReactNode;
  /** The open item, so that a window with one pane shows it as soon as it is chosen. */
  openId: string | null;
};

/**
 * List, thread and side panel. Below 1100 px the side panel becomes a drawer, opened by a button on the
 * thread. Below 820 px, as in a small window at 200 %, list and thread take turns.
 */
export function Panes(props: Props) {
  const { listLabel, list, thread, sideLabel, side, threadTitle, status: statusLine, openId, strips } = props;
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  const single = useMediaQuery('(max-width: 820px)', false, { getInitialValueInEffect: false });
  const [opened, { open: show, close: hide }] = useDisclosure(false);
  const [onThread, setOnThread] = useState(openId !== null);
  useEffect(() => setOnThread(openId !== null), [openId]);
  const showList = !single || !onThread;
  const showThread = !single || onThread;
  return (
    <div className={styles.panes} data-narrow={narrow || undefined} data-single={single || undefined}>
      <section
        className={styles.list}
        aria-label={listLabel}
        hidden={!showList}
        // In a narrow window, a click on the open item leads back to it.
        onClick={(event) => {
          if (
            event.target instanceof Element &&
            event.target.closest('[aria-selected="true"][role="option"]')
          )
            setOnThread(true);
        }}
        onKeyDown={() => undefined}
      >
        {showThread || !strips ? null : <div className={styles.strips}>{strips}</div>}
        {list}
      </section>
      <main className={styles.thread} hidden={!showThread}>
        {single || (narrow && side) ? (
          <div className={styles.head}>
            {single ? (
              <Button
                size="compact-sm"
                leftSection={<IconArrowLeft size={16} aria-hidden />}
                onClick={() => setOnThread(false)}
              >
                {t('common:backToList')}
              </Button>
            ) : null}
            <span className={styles.headTitle}>{threadTitle}</span>
            {statusLine}
            {side ? (
              <Button size="compact-sm" leftSection={<IconLayoutSidebarRight size={16} />} onClick={show}>
                {sideLabel}
              </Button>
            ) : null}
          </div>
        ) : null}
        {showThread && strips ? <div className={styles.strips}>{strips}</div> : null}
        {thread}
      </main>
      {narrow ? (
        <Drawer
          opened={opened && side !== null}
          onClose={hide}
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
