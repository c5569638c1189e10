import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { openList } from '../conversations/useOversight.ts';
import styles from './tiles.module.css';

/** A line of tiles. `label`: its name for screen readers, where the page has more than the tiles. */
export function FigureTiles({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <section className={styles.tiles} aria-label={label}>
      {children}
    </section>
  );
}

type Props = {
  readonly title: string;
  readonly hint?: string;
  readonly big: string;
  /** The line below: what the figure is of, or since when. */
  readonly small: string;
  readonly tone?: 'stop' | 'hold' | 'ok' | undefined;
  /** The list that the figure is the length of, opened by a click; a figure without one is no button. */
  readonly list?: Figure['list'];
};

/** One main figure of a page, large, with its name above and what it is of below. */
export function FigureTile({ title, hint, big, small, tone, list }: Props) {
  const lines = (
    <>
      <span className={styles.title} title={hint}>
        {title}
      </span>
      <span className={styles.big}>{big}</span>
      <span className={styles.small}>{small}</span>
    </>
  );
  if (list === undefined) return <div className={styles.tile}>{lines}</div>;
  return (
    <button
      type="button"
      className={styles.tile}
      data-tone={tone}
      title={t('dashboard:tile.open')}
      onClick={() => openList('all', list)}
    >
      {lines}
    </button>
  );
}
