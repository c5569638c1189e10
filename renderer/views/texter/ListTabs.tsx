import { useHotkey } from '../../hooks/useHotkey.ts';
import styles from './ListTabs.module.css';
import { TABS, type Tab } from './tabs.ts';

type Props = { tab: Tab; counts: Readonly<Record<Tab, number | null>>; onTab: (tab: Tab) => void };

/** Which conversations the list shows, with how many there are. */
export function ListTabs({ tab, counts, onTab }: Props) {
  return (
    <div className={styles.tabs} role="tablist" aria-label="Conversations">
      {TABS.map(({ state, label }, index) => (
        <ListTab
          key={state}
          label={label}
          digit={`${index + 1}`}
          count={counts[state]}
          chosen={state === tab}
          onChoose={() => onTab(state)}
        />
      ))}
    </div>
  );
}

type TabProps = {
  label: string;
  digit: string;
  count: number | null;
  chosen: boolean;
  onChoose: () => void;
};

function ListTab({ label, digit, count, chosen, onChoose }: TabProps) {
  useHotkey(digit, label, onChoose, { group: 'Lists' });
  return (
    <button type="button" role="tab" aria-selected={chosen} className={styles.tab} onClick={onChoose}>
      <span>{label}</span>{' '}
      <span className={styles.count}>{count === null ? '' : count.toLocaleString()}</span>
    </button>
  );
}
