import { ScrollArea } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './parts.module.css';

type Props = { readonly label: string; readonly children: ReactNode; readonly maxHeight?: number };

/** A table that may be wider than the window: it scrolls inside, by keys as well. */
export function WideTable({ label, children, maxHeight }: Props) {
  return (
    <ScrollArea.Autosize
      className={styles.wide ?? ''}
      type="auto"
      offsetScrollbars="present"
      {...(maxHeight === undefined ? {} : { mah: maxHeight })}
      viewportProps={{ role: 'region', 'aria-label': label, tabIndex: 0 }}
    >
      {children}
    </ScrollArea.Autosize>
  );
}
