import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './campaigns.module.css';
import editor from './editor.module.css';

const ICONS = { ok: IconCircleCheck, warning: IconAlertTriangle, blocker: IconCircleX } as const;

type Props = {
  readonly level: keyof typeof ICONS;
  readonly title: string;
  readonly children?: ReactNode;
  /** At the end of the line: a button that leads to the place. */
  readonly fix?: ReactNode;
};

/** One point of a check list. The level is also said in words, since not everybody sees the colour. */
export function CheckLine({ level, title, children, fix }: Props) {
  const Icon = ICONS[level];
  return (
    <li className={editor.check} data-level={level}>
      <Icon size={18} aria-hidden className={editor.checkIcon} />
      <div className={editor.checkText}>
        <VisuallyHidden>{t(`campaigns:level.${level}`)}</VisuallyHidden>
        <span className={editor.checkTitle}>{title}</span>
        {children ? <span className={styles.soft}> {children}</span> : null}
      </div>
      {fix}
    </li>
  );
}
