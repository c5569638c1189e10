import { Popover } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { InboundStatus } from '../../shared/contract/connection.ts';
import { t } from '../../shared/text/say.ts';
import { api } from '../client.ts';
import { useNow } from '../hooks/useNow.ts';
import { useMe } from '../hooks/useSession.ts';
import styles from './InboundChip.module.css';
import { say } from './say.ts';
import { saidTime } from './time.ts';

/** The first that holds for a connection names the chip. */
const GRAVEST = ['cut', 'stopped', 'missing', 'stale', 'reading'] as const;
type Trouble = (typeof GRAVEST)[number];

const ASK_EVERY = 10_000;

/**
 * Nothing while replies come in. Else that it is offline, or why sending waits, and what that means: all work on opt-outs goes on, and
 * replies are read before anything is sent.
 */
export function InboundChip() {
  const me = useMe();
  const now = useNow();
  const status = useQuery({ ...api.connection.status.queryOptions(), refetchInterval: ASK_EVERY });
  const { connections = [], limitMinutes = 0 } = status.data ?? {};
  const worst = GRAVEST.find((state) => connections.some((each) => each.state === state));
  useSaidOnce(worst);
  if (worst === undefined) return null;
  const sentence = ({ name, state, since }: InboundStatus & { state: Trouble }) =>
    t(me.role === 'admin' ? `common:inbound.admin.${state}` : `common:inbound.others.${state}`, {
      name,
      since: since === null ? '' : saidTime(since, now),
      limit: limitMinutes,
    });
  return (
    <Popover position="bottom-end" width={420} shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.chip}>
          <IconCloudOff size={15} aria-hidden="true" />
          {t(`common:inbound.chip.${worst}`)}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.told}>
        <p>{t('common:inbound.goesOn')}</p>
        <ul>
          {connections.filter(inTrouble).map((each) => (
            <li key={each.id}>{sentence(each)}</li>
          ))}
        </ul>
        <p>{t('common:inbound.after')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

function inTrouble(each: InboundStatus): each is InboundStatus & { state: Trouble } {
  return each.state !== 'fresh';
}

/** Going offline and coming back are told once; the chip says the rest for as long as it lasts. */
function useSaidOnce(worst: Trouble | undefined): void {
  const cut = worst === 'cut';
  const was = useRef(false);
  useEffect(() => {
    if (cut && !was.current) say(t('common:inbound.went'), true);
    if (!cut && was.current) say(t('common:inbound.back'), true);
    was.current = cut;
  }, [cut]);
}
