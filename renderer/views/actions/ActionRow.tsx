import { Button, Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import { SUPERVISED } from '../../../shared/contract/decisions/mayDecide.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { ActionTag } from '../../components/actions/ActionTag.tsx';
import { actionName, reasonOf } from '../../components/actions/actionWords.ts';
import { Deeds } from '../../components/actions/Deeds.tsx';
import type { Deed } from '../../components/actions/deedList.ts';
import { Escalate, Given } from '../../components/actions/Escalate.tsx';
import { nameOf } from '../../components/actions/useActions.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { TextPicture } from '../../components/pictures/TextPicture.tsx';
import { Marked } from '../../components/text/Marked.tsx';
import { dateFormat } from '../../language/formats.ts';
import styles from './actions.module.css';

export type Assignee = { readonly id: string; readonly name: string; readonly role: Role };

type Props = {
  action: ActionItem;
  /** The keys act on this row. */
  current: boolean;
  chosen: boolean;
  busy: boolean;
  /** Left out for people who may not assign. */
  assignees: readonly Assignee[] | null;
  onChoose: (on: boolean) => void;
  onResolve: (deed: Deed, reason: string) => void;
  onAssign: (accountId: string | null) => void;
  onOpen: (() => void) | null;
};

/** One action: contact, reason, words, due date, assignee; and the ways to settle it. */
export function ActionRow(props: Props): ReactNode {
  const { action, assignees, onOpen } = props;
  const name = nameOf(action);
  return (
    <article
      className={styles.row}
      data-current={props.current || undefined}
      data-action={action.kind}
      data-stop={action.stop || undefined}
      aria-label={t('actions:row.label', { name, action: actionName(action) })}
    >
      <Checkbox
        size="xs"
        mt={3}
        aria-label={t('actions:row.choose', { name })}
        checked={props.chosen}
        onChange={(event) => props.onChoose(event.currentTarget.checked)}
      />
      <div className={styles.what}>
        <div className={styles.head}>
          <strong>{action.contactName === '' && action.number ? formatNumber(action.number) : name}</strong>
          <ActionTag action={action} />
          {action.overdue ? <Tag tone="stop">{t('actions:row.overdue')}</Tag> : null}
        </div>
        {action.text === '' ? null : (
          <p className={styles.words}>
            “<Marked text={action.text} matched={action.matched} />”
          </p>
        )}
        {action.pictures?.map((picture) => (
          <TextPicture
            key={picture.id}
            picture={picture}
            from={action.contactName || (action.number ? formatNumber(action.number) : name)}
            overseen
          />
        ))}
        <div>{reasonOf(action)}</div>
        <div className={styles.soft}>
          <span className={action.overdue ? styles.late : undefined}>{dueWords(action)}</span>
          {action.campaignName === null ? null : <> · {action.campaignName}</>}
          {assignees === null && action.escalation === null && action.assignedTo !== null ? (
            <> · {action.assignedTo.name}</>
          ) : null}
        </div>
        <Given action={action} />
      </div>
      <div className={styles.acts}>
        <Deeds action={action} onResolve={props.onResolve} busy={props.busy} />
        <div className={styles.more}>
          <Escalate action={action} />
          {assignees === null ? null : (
            <NativeSelect
              size="xs"
              aria-label={t('actions:row.assigned', { name })}
              value={action.assignedTo?.id ?? ''}
              onChange={(event) => props.onAssign(event.currentTarget.value || null)}
            >
              <option value="">{t('actions:filter.nobody')}</option>
              {assignees
                .filter((each) => each.role !== 'supervisor' || SUPERVISED.has(action.kind))
                .map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
            </NativeSelect>
          )}
          {onOpen === null ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={onOpen}
              aria-label={t('actions:row.openLabel', { name })}
            >
              {t('actions:row.open')}
            </Button>
          )}
        </div>
      </div>
    </article>
  );
}

const day = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });

type Due = Pick<ActionItem, 'dueAt' | 'decideBy' | 'workingDaysLeft' | 'overdue' | 'holds'>;

/** "due Thu 4 Dec, in 9 working days"; a hold says what happens then. */
function dueWords({ dueAt, decideBy, workingDaysLeft, overdue, holds: becomes }: Due): string {
  // Somebody was asked to decide it sooner than it becomes an opt-out by itself.
  const holds = becomes && decideBy === dueAt;
  const on = { day: day(decideBy), count: Math.abs(workingDaysLeft) };
  if (overdue) return workingDaysLeft < 0 ? t('actions:due.was', on) : t('actions:due.wasToday', on);
  if (workingDaysLeft === 0) return holds ? t('actions:due.becomesToday', on) : t('actions:due.today', on);
  return holds ? t('actions:due.becomes', on) : t('actions:due.on', on);
}
