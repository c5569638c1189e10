import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../../../shared/text/say.ts';
import page from './questions.module.css';

type Props = {
  readonly name: string;
  readonly at: number;
  readonly last: number;
  readonly onMove: (to: number) => void;
  readonly onRemove?: () => void;
};

/** Buttons that move an entry up or down and, where that is allowed, remove it. */
export function MoveActs({ name, at, last, onMove, onRemove }: Props) {
  return (
    <span className={page.tools}>
      <Tool label={t('campaigns:replies.up', { name })} disabled={at === 0} onClick={() => onMove(at - 1)}>
        <IconArrowUp size={15} aria-hidden />
      </Tool>
      <Tool
        label={t('campaigns:replies.down', { name })}
        disabled={at === last}
        onClick={() => onMove(at + 1)}
      >
        <IconArrowDown size={15} aria-hidden />
      </Tool>
      {onRemove === undefined ? null : (
        <Tool label={t('campaigns:replies.remove', { name })} disabled={false} onClick={onRemove}>
          <IconTrash size={15} aria-hidden />
        </Tool>
      )}
    </span>
  );
}

type ToolProps = {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ label, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
