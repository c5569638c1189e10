import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NudgeKind } from '../../../../shared/contract/campaigns/nudges.ts';
import type { Cockpit, CockpitTexter } from '../../../../shared/contract/dashboard/cockpit.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { complain } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { saidTime } from '../../../components/base/time.ts';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import { waited } from '../../../components/base/waited.ts';
import { openList } from '../../../components/conversations/useOversight.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { number } from '../../../language/formats.ts';
import { paceText } from './LiveTiles.tsx';
import styles from './live.module.css';

/**
 * The texters, how far each is and how fast. A click on a name opens their conversations, another button
 * reminds or thanks them.
 */
export function TexterTable({ board }: { readonly board: Cockpit }) {
  const { texters, campaignId } = board;
  const send = useNudge(campaignId);
  const late = texters.filter(({ waiting, member }) => waiting.count > 0 && member);
  return (
    <Section
      title={t('cockpit:texters.title')}
      lead={t('cockpit:texters.lead')}
      aside={
        <Button disabled={late.length === 0 || send.busy} onClick={() => send.nudge(late, 'reminder')}>
          {late.length === 0
            ? t('cockpit:texters.remindNobody')
            : t('cockpit:texters.remindAll', { count: late.length })}
        </Button>
      }
    >
      {texters.length === 0 ? (
        <EmptyState title={t('cockpit:texters.none')} />
      ) : (
        <ListTable
          label={t('cockpit:texters.title')}
          columns={[
            t('cockpit:texters.name'),
            t('cockpit:texters.assigned'),
            t('cockpit:texters.texted'),
            t('cockpit:texters.today'),
            t('handing:live.answeredToday'),
            t('cockpit:texters.pace'),
            t('cockpit:texters.waiting'),
            t('cockpit:texters.last'),
            { spoken: t('cockpit:texters.acts') },
          ]}
        >
          {texters.map((texter) => (
            <TexterRow key={texter.id} texter={texter} goal={board.dailyGoal} send={send} />
          ))}
        </ListTable>
      )}
    </Section>
  );
}

/** Whether a texter is at work now, or when they last were. */
function PresenceLine({ texter, now }: { readonly texter: CockpitTexter; readonly now: number }) {
  if (texter.here) return <div className={styles.here}>{t('handing:live.isHere')}</div>;
  if (texter.actedAt === null) return null;
  return (
    <div className={styles.small}>{t('handing:live.lastHere', { when: saidTime(texter.actedAt, now) })}</div>
  );
}

type Send = ReturnType<typeof useNudge>;

type RowProps = { readonly texter: CockpitTexter; readonly goal: number | null; readonly send: Send };

function TexterRow({ texter, goal, send }: RowProps) {
  const now = useNow();
  const { name, assigned, texted, sentToday, waiting, lastTextAt, remindedAt, thankedAt } = texter;
  const told = [
    ...(remindedAt === null ? [] : [t('cockpit:texters.reminded', { when: saidTime(remindedAt, now) })]),
    ...(thankedAt === null ? [] : [t('cockpit:texters.thanked', { when: saidTime(thankedAt, now) })]),
  ];
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={styles.link}
          aria-label={t('cockpit:texters.openAll', { name })}
          onClick={() => openList('all', assigned.list)}
        >
          {name}
        </button>
        {texter.member ? (
          <PresenceLine texter={texter} now={now} />
        ) : (
          <div className={styles.small}>{t('cockpit:texters.left')}</div>
        )}
        {told.length > 0 ? <div className={styles.small}>{told.join(' · ')}</div> : null}
      </th>
      <td>{number(assigned.count)}</td>
      <td>
        {texted.count === 0 ? (
          number(0)
        ) : (
          <button
            type="button"
            className={styles.link}
            aria-label={t('cockpit:texters.openTexted', { count: texted.count, name })}
            onClick={() => openList('all', texted.list)}
          >
            {number(texted.count)}
          </button>
        )}
      </td>
      <td>
        {goal === null ? (
          number(sentToday)
        ) : (
          <>
            {t('cockpit:texters.ofGoal', { sent: sentToday, goal })}
            {sentToday >= goal ? (
              <div className={styles.small}>{t('cockpit:texters.goalReached')}</div>
            ) : null}
          </>
        )}
      </td>
      <td>{number(texter.answeredToday)}</td>
      <td>{paceText(texter.perMinute)}</td>
      <td>
        {waiting.since === null ? (
          number(0)
        ) : (
          <button
            type="button"
            className={styles.link}
            aria-label={t('cockpit:texters.openWaiting', { count: waiting.count, name })}
            onClick={() => openList('all', waiting.list)}
          >
            {t('cockpit:texters.waitingFor', { count: waiting.count, time: waited(waiting.since, now) })}
          </button>
        )}
      </td>
      <td>{lastTextAt === null ? t('cockpit:texters.never') : <WhenAgo at={lastTextAt} form="said" />}</td>
      <td>
        <div className={styles.acts}>
          <Button
            size="compact-sm"
            aria-label={t('cockpit:texters.remindName', { name })}
            disabled={send.busy}
            onClick={() => send.nudge([texter], 'reminder')}
          >
            {t('cockpit:texters.remind')}
          </Button>
          <Button
            size="compact-sm"
            aria-label={t('cockpit:texters.thankName', { name })}
            disabled={send.busy}
            onClick={() => send.nudge([texter], 'thanks')}
          >
            {t('cockpit:texters.thank')}
          </Button>
        </div>
      </td>
    </tr>
  );
}

/** Reminds or thanks texters, and says so. */
function useNudge(campaignId: string) {
  const queries = useQueryClient();
  const send = useMutation(
    api.nudge.send.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.cockpit.key() }),
      onError: complain(t('cockpit:texters.failed')),
    }),
  );
  return {
    busy: send.isPending,
    nudge: (texters: readonly CockpitTexter[], kind: NudgeKind) =>
      send.mutate(
        { campaignId, texterIds: texters.map(({ id }) => id), kind },
        { onSuccess: () => announce(doneText(texters, kind)) },
      ),
  };
}

function doneText(texters: readonly CockpitTexter[], kind: NudgeKind): string {
  const [first] = texters;
  if (first === undefined || texters.length > 1)
    return t('cockpit:texters.remindedMany', { count: texters.length });
  const { name } = first;
  return kind === 'reminder'
    ? t('cockpit:texters.remindedDone', { name })
    : t('cockpit:texters.thankedDone', { name });
}
