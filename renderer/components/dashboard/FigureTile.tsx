import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { openList } from '../conversations/useOversight.ts';
import { columnsFor } from './columnsFor.ts';
import styles from './tiles.module.css';

/** Taken for the width of the page until it is measured. */
const USUAL = 1000;

type TilesProps = {
  /** Its name for screen readers, where the page has more than the tiles. */
  readonly label?: string;
  /** How many tiles there are, so that each row has as many as the others and none has a hole. */
  readonly count: number;
  readonly children: ReactNode;
};

/** Tiles in rows; those of a last row that is not full are wider. */
export function FigureTiles({ label, count, children }: TilesProps) {
  const { ref, width } = useElementSize();
  return (
    <section
      ref={ref}
      className={styles.tiles}
      aria-label={label}
      style={{ ['--columns' as string]: columnsFor(count, width || USUAL) }}
    >
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
