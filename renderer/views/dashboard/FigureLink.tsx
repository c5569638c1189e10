import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/dashboard.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import styles from './dashboard.module.css';
import { type FigureName, figureText } from './numbers.ts';

/** "41 of 1,204 contacts texted · 3.4 %", which opens the list of the 41. */
export function FigureLink({ figure, name }: { figure: Figure; name: FigureName }): ReactNode {
  return (
    <button type="button" className={styles.link} onClick={() => openList('all', figure.list)}>
      {figureText(figure.count, figure.of, name)}
    </button>
  );
}
