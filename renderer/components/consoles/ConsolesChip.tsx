import { Popover } from '@mantine/core';
import { IconAffiliate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ConsolesState } from '../../../shared/contract/consoles.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useAtDesk, useMe } from '../../hooks/useSession.ts';
import { allOf } from '../../language/formats.ts';
import { hrefOf } from '../../state/route.ts';
import links from '../base/links.module.css';
import { saidTime } from '../base/time.ts';
import styles from './ConsolesChip.module.css';
import { LOOK_EVERY, type Standing, standingOf } from './standing.ts';

/** Why this console sends nothing, in sentences. */
function sentences(standing: Standing, state: ConsolesState, now: number): readonly string[] {
  const goesOn = t('consoles:screen.chipSays.goesOn');
  switch (standing) {
    case 'cut':
      return [
        t('consoles:screen.chipSays.cut', { since: saidTime(state.outOfReachSince ?? now, now) }),
        goesOn,
      ];
    case 'apart':
      return [state.problem, t('consoles:screen.chipSays.apart'), goesOn];
    case 'behind':
      return [t('consoles:screen.chipSays.behind', { count: state.behind }), goesOn];
    case 'elsewhere': {
      const senders = state.consoles.filter(({ connections }) => connections.length > 0);
      const names = allOf(senders.map(({ name }) => name));
      return [t('consoles:screen.chipSays.elsewhere', { count: senders.length, names }), goesOn];
    }
    default:
      return [];
  }
}

/**
 * For admins at the console, above every view: that the others are out of reach, that this one is behind, or
 * that another one sends. Nothing where this console is alone, or sends and has everything.
 */
export function ConsolesChip() {
  const me = useMe();
  const desk = useAtDesk();
  const now = useNow();
  const { data } = useQuery({
    ...api.consoles.state.queryOptions({ refetchInterval: LOOK_EVERY }),
    enabled: me.role === 'admin' && !desk,
  });
  const standing = data ? standingOf(data) : null;
  if (!data || standing === null) return null;
  return (
    <Popover position="bottom-end" width={420} shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.chip} data-standing={standing}>
          <IconAffiliate size={15} aria-hidden="true" />
          {t(`consoles:screen.chip.${standing}`)}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.says}>
        {sentences(standing, data, now).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p>
          <a className={links.inText} href={hrefOf(['settings', 'consoles'])}>
            {t('consoles:screen.chipSays.more')}
          </a>
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
