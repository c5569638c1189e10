import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { number } from '../../language/formats.ts';
import styles from './campaigns.module.css';
import editor from './editor.module.css';
import type { SectionId } from './preflight.ts';

type Props = { readonly campaign: Campaign | null; readonly replies: number };

const SECTIONS: readonly SectionId[] = [
  'about',
  'script',
  'replies',
  'questions',
  'tags',
  'contacts',
  'texters',
  'launch',
];

/** The sections of the page, each with what it holds. */
export function SectionList({ campaign, replies }: Props) {
  const holds: Partial<Record<SectionId, number>> = {
    replies,
    ...(campaign ? { contacts: campaign.counts.contacts, texters: campaign.texterIds.length } : {}),
  };
  return (
    <nav className={editor.sectionList} aria-label={t('campaigns:page.sections')}>
      {SECTIONS.map((id) => (
        <button key={id} type="button" onClick={() => jumpTo(id)}>
          <span>{t(`campaigns:section.${id}`)}</span>
          {holds[id] ? <span className={styles.soft}>{number(holds[id])}</span> : null}
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
