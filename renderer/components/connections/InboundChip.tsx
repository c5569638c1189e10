import { Popover } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useMe } from '../../hooks/useSession.ts';
import { notify } from '../base/notify.ts';
import styles from './InboundChip.module.css';
import { GRAVEST, inboundSentence, inTrouble } from './inboundWords.ts';

const ASK_EVERY = 10_000;

/**
 * Nothing while replies come in. Otherwise says that it is offline, or why sending waits, and what that
 * means: opt-outs work as always, and replies are read before anything is sent.
 */
export function InboundChip() {
  const me = useMe();
  const now = useNow();
  const statusQuery = useQuery({ ...api.connection.status.queryOptions(), refetchInterval: ASK_EVERY });
  const { connections = [], limitMinutes = 0 } = statusQuery.data ?? {};
  const worst = GRAVEST.find((state) => connections.some((each) => each.state === state));
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
          {connections.filter(inTrouble).map((each) => (
            <li key={each.id}>{inboundSentence(me.role, each, limitMinutes, now)}</li>
          ))}
        </ul>
        <p>{t('common:inbound.goesOn')}</p>
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
