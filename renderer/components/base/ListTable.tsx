import type { ReactNode } from 'react';
import styles from './table.module.css';
import { WideTable } from './WideTable.tsx';

type Props = {
  readonly label: string;
  /** The headings. One that stands above buttons, which name themselves, is for screen readers alone. */
  readonly columns: readonly (string | { readonly spoken: string })[];
  readonly maxHeight?: number;
  /** Rows. */
  readonly children: ReactNode;
};

/** A list with one line for each thing. */
export function ListTable({ label, columns, maxHeight, children }: Props) {
  return (
    <WideTable label={label} {...(maxHeight === undefined ? {} : { maxHeight })}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                <th key={column.spoken} scope="col">
                  <span className={styles.spoken}>{column.spoken}</span>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </WideTable>
  );
}
