import { t } from '../../../shared/text/say.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { number } from '../../language/formats.ts';
import styles from './ListTabs.module.css';
import { TABS, type Tab } from './tabs.ts';

type Props = {
  tab: Tab;
  counts: Readonly<Record<Tab, number | null>>;
  /** `pointer`: by mouse or finger, so the tab should not keep the focus. */
  onTab: (tab: Tab, pointer: boolean) => void;
};

/** Which conversations the list shows, with how many there are. */
export function ListTabs({ tab, counts, onTab }: Props) {
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('texter:list.label')}>
      {TABS.map((state, index) => (
        <ListTab
          key={state}
          label={t(`texter:tab.${state}`)}
          digit={`${index + 1}`}
          count={counts[state]}
          chosen={state === tab}
          onChoose={(pointer) => onTab(state, pointer)}
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
  onChoose: (pointer: boolean) => void;
};

function ListTab({ label, digit, count, chosen, onChoose }: TabProps) {
  useHotkey(digit, label, () => onChoose(false), { group: t('texter:list.group') });
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      className={styles.tab}
      onClick={(event) => onChoose(event.detail > 0)}
    >
      <span>{label}</span> <span className={styles.count}>{count === null ? '' : number(count)}</span>
    </button>
  );
}
