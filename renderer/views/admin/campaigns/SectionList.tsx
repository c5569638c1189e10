import type { Campaign } from '../../../../shared/contract/campaign.ts';
import styles from './campaigns.module.css';
import { count } from './contacts/importWords.ts';
import editor from './editor.module.css';
import type { SectionId } from './preflight.ts';

type Props = { readonly campaign: Campaign | null; readonly replies: number };

const SECTIONS: readonly { readonly id: SectionId; readonly label: string }[] = [
  { id: 'about', label: 'Name and region' },
  { id: 'script', label: 'First message' },
  { id: 'replies', label: 'Canned replies' },
  { id: 'contacts', label: 'Contacts' },
  { id: 'texters', label: 'Texters' },
  { id: 'launch', label: 'Launch' },
];

/** The sections of the page, each with what it holds. */
export function SectionList({ campaign, replies }: Props) {
  const holds: Partial<Record<SectionId, number>> = {
    replies,
    ...(campaign ? { contacts: campaign.counts.contacts, texters: campaign.texterIds.length } : {}),
  };
  return (
    <nav className={editor.sectionList} aria-label="Sections of this campaign">
      {SECTIONS.map(({ id, label }) => (
        <button key={id} type="button" onClick={() => jumpTo(id)}>
          <span>{label}</span>
          {holds[id] ? <span className={styles.soft}>{count(holds[id])}</span> : null}
        </button>
      ))}
    </nav>
  );
}

/** Scrolls to a section and puts the focus on its heading. */
export function jumpTo(id: SectionId): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.getElementById(id)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  document.getElementById(`${id}-title`)?.focus({ preventScroll: true });
}
