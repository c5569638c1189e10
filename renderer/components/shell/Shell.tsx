import {
  IconAdjustments,
  IconBan,
  IconChartBar,
  IconListCheck,
  IconMessages,
  IconScale,
  IconSearch,
  IconSpeakerphone,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { useOrder } from '../../hooks/useDesktop.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useMe } from '../../hooks/useSession.ts';
import { useConnection } from '../../state/connection.ts';
import { hrefOf } from '../../state/route.ts';
import { JoinBadge } from '../accounts/JoinBadge.tsx';
import { OwnAccount } from '../accounts/OwnAccount.tsx';
import { Tour } from '../accounts/Tour.tsx';
import { ActionsBadge } from '../actions/ActionsBadge.tsx';
import { ReviewBadge } from '../actions/ReviewBadge.tsx';
import { StopAlarm } from '../actions/StopAlarm.tsx';
import { Notices } from '../base/Notices.tsx';
import { InboundChip } from '../connections/InboundChip.tsx';
import { troubleOf, useOrganisations } from '../console/organisations/useOrganisations.ts';
import { ConsolesChip } from '../consoles/ConsolesChip.tsx';
import { FindButton } from '../conversations/find/FindButton.tsx';
import { FindDialog } from '../conversations/find/FindDialog.tsx';
import { openFind } from '../conversations/find/useFind.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { openWindow } from './openWindow.ts';
import { useRailLabels } from './railLabels.ts';
import styles from './Shell.module.css';
import { useShortcutsDialog } from './ShortcutsDialog.tsx';
import { StoreTrouble } from './StoreTrouble.tsx';

type Place =
  | 'actions'
  | 'campaigns'
  | 'conversations'
  | 'dashboard'
  | 'lookup'
  | 'opt-outs'
  | 'review'
  | 'settings'
  | 'texter';
type RailItem = { readonly place: Place; readonly icon: typeof IconMessages };

const CONVERSATIONS: RailItem = { place: 'conversations', icon: IconMessages };
const REVIEW: RailItem = { place: 'review', icon: IconScale };
const DASHBOARD: RailItem = { place: 'dashboard', icon: IconChartBar };

const LOOKUP: RailItem = { place: 'lookup', icon: IconSearch };

const ACTIONS: RailItem = { place: 'actions', icon: IconListCheck };

const OPT_OUTS: RailItem = { place: 'opt-outs', icon: IconBan };

/** Each role's places in the rail; the first is where it starts. */
export const RAIL: Readonly<Record<Role, readonly [RailItem, ...RailItem[]]>> = {
  texter: [{ place: 'texter', icon: IconMessages }, ACTIONS, LOOKUP],
  supervisor: [REVIEW, CONVERSATIONS, OPT_OUTS, ACTIONS, LOOKUP, DASHBOARD],
  admin: [
    CONVERSATIONS,
    OPT_OUTS,
    REVIEW,
    ACTIONS,
    LOOKUP,
    DASHBOARD,
    { place: 'campaigns', icon: IconSpeakerphone },
    { place: 'settings', icon: IconAdjustments },
  ],
};

/** Places that are reached from others, not from the rail. */
export const PLACES_BESIDE: Readonly<Record<Role, readonly string[]>> = {
  texter: ['about', 'computer', 'exercise', 'texts'],
  supervisor: ['about', 'computer', 'evidence', 'exercise', 'report', 'results', 'texts'],
  admin: ['about', 'computer', 'evidence', 'exercise', 'report', 'results', 'texts'],
};

/** Where a place beside the rail belongs, for those who find that in their rail. */
const PART_OF: Readonly<Record<string, Place>> = {
  evidence: 'opt-outs',
  report: 'dashboard',
  results: 'campaigns',
  texts: 'conversations',
};

/** The frame of every view: rail, notices, the view. Views bring their own TopBar. */
export function Shell({ place, children }: { place: string; children: ReactNode }) {
  const me = useMe();
  const shortcuts = useShortcutsDialog();
  const [own, setOwn] = useState(false);
  const rail = RAIL[me.role].map((item) => ({
    ...item,
    label: t(`common:place.${item.place}`),
    short: t(`common:placeShort.${item.place}`),
  }));
  const labels = useRailLabels((state) => state.labels);
  useHotkey(
    'mod+K',
    t('common:keys.find'),
    (event) => {
      event.preventDefault();
      openFind();
    },
    { whileTyping: true },
  );
  useOrder('keys', shortcuts.open);
  useHotkey('alt+W', t('common:keys.newWindow'), () => openWindow(), { whileTyping: true });
  return (
    <div className={styles.shell} data-labels={labels || undefined}>
      <nav className={styles.rail} aria-label={t('common:rail')}>
        <span className={styles.mark} aria-hidden="true">
          H
        </span>
        {rail.map(({ place: target, label, short, icon: Icon }) => (
          <a
            key={target}
            className={styles.item}
            href={hrefOf([target])}
            aria-label={label}
            title={labels ? undefined : label}
            aria-current={target === (PART_OF[place] ?? place) ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.8} aria-hidden="true" />
            {labels ? (
              <span className={styles.label} aria-hidden="true">
                {short}
              </span>
            ) : null}
            {target === 'actions' ? <ActionsBadge /> : null}
            {target === 'review' ? <ReviewBadge /> : null}
            {target === 'settings' ? <JoinBadge /> : null}
          </a>
        ))}
        <span className={styles.space} />
        <AccountMenu onShortcuts={shortcuts.open} onAccount={() => setOwn(true)} />
        <OwnAccount opened={own} onClose={() => setOwn(false)} />
      </nav>
      <div className={styles.view}>
        <ConnectionNotice />
        <Notices />
        <StoreTrouble />
        <StopAlarm />
        {children}
        <Tour />
      </div>
      {shortcuts.dialog}
      <FindDialog places={rail} />
    </div>
  );
}

type TopBarProps = { title: ReactNode; children?: ReactNode; right?: ReactNode };

/**
 * The bar at the top of a view: its title, then counts or filters; on the right what concerns the whole view.
 */
export function TopBar({ title, children, right }: TopBarProps) {
  return (
    <header className={styles.top}>
      <h1 className={styles.title}>{title}</h1>
      <div className={styles.topMiddle}>{children}</div>
      <div className={styles.topRight}>
        <ConsolesChip />
        <InboundChip />
        {right}
        <FindButton />
      </div>
    </header>
  );
}

/** In a line of its own above the view. */
function ConnectionNotice() {
  const state = useConnection((connection) => connection.state);
  const organisations = useOrganisations();
  // That nobody answers is what a break means anyway.
  const trouble = organisations?.trouble === 'unreachable' ? null : troubleOf(organisations);
  return (
    <div className={styles.connection} role="status">
      {state === 'lost' ? (
        <span>
          {t('common:reconnecting')} {trouble}
        </span>
      ) : null}
    </div>
  );
}
