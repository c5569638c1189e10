import { Popover } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useAtDesk, useMe } from '../../hooks/useSession.ts';
import { notify } from '../base/notify.ts';
import styles from './InboundChip.module.css';
import { apartSentence, GRAVEST, inboundSentence, inTrouble } from './inboundWords.ts';

const ASK_EVERY = 10_000;

/**
 * Nothing while replies come in. Otherwise says that it is offline, or why sending waits, and what that
 * means: opt-outs work as always, and replies are read before anything is sent.
 */
export function InboundChip() {
  const me = useMe();
  const desk = useAtDesk();
  const now = useNow();
  const statusQuery = useQuery({ ...api.connection.status.queryOptions(), refetchInterval: ASK_EVERY });
  const { connections = [], limitMinutes = 0, apartSince = null } = statusQuery.data ?? {};
  // Admins at the console have a chip of their own for it (ConsolesChip).
  const told = me.role === 'admin' && !desk ? null : apartSince;
  const troubled = connections.filter(inTrouble).filter(({ state }) => state !== 'log');
  const states = [...troubled.map(({ state }) => state), ...(told === null ? [] : ['log' as const])];
  const worst = GRAVEST.find((state) => states.includes(state));
  useSaidOnce(statusQuery.data === undefined ? null : worst === 'cut');
  if (worst === undefined) return null;
  return (
    <Popover position="bottom-end" width={420} shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.chip}>
          <IconCloudOff size={15} aria-hidden="true" />
          {t(`common:inbound.chip.${worst}`)}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.list}>
        <ul>
          {told === null ? null : <li>{apartSentence(me.role, told, now)}</li>}
          {troubled.map((each) => (
            <li key={each.id}>{inboundSentence(me.role, each, limitMinutes, now)}</li>
          ))}
        </ul>
        <p>{t(me.role === 'texter' ? 'common:inbound.goesOnTexter' : 'common:inbound.goesOn')}</p>
        <p>{t('common:inbound.after')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What this window last showed, in the module, since the chip is mounted again with each view. */
let offlineShown: boolean | null = null;

/** Announces going offline and coming back once; the chip shows the state meanwhile. */
function useSaidOnce(offline: boolean | null): void {
  useEffect(() => {
    if (offline === null || offline === offlineShown) return;
    if (offlineShown !== null) notify(t(offline ? 'common:inbound.went' : 'common:inbound.back'), true);
    offlineShown = offline;
  }, [offline]);
}
