import type { ReactNode } from 'react';
import type { evidence } from '../../../../shared/locales/en/optOuts/evidence.ts';
import { t } from '../../../../shared/text/say.ts';
import styles from './evidence.module.css';

/** Heads of columns by their names. */
export const heads = (...names: readonly (keyof typeof evidence.head)[]): string[] =>
  names.map((name) => t(`evidence:head.${name}`));

type Row = { readonly key: string; readonly cells: readonly ReactNode[] };

/** A plain table that also prints. */
export function Rows({ head, rows }: { head: readonly string[]; rows: readonly Row[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {head.map((each) => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {row.cells.map((cell, index) => (
              <td key={head[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
