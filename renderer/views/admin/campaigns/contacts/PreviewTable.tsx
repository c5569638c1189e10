import { NativeSelect } from '@mantine/core';
import type { Preview } from '../../../../../shared/contract/imports.ts';
import { WideTable } from '../../parts/WideTable.tsx';
import { COLUMN_USES, type ColumnUse } from './columns.ts';
import own from './contacts.module.css';

type Props = {
  readonly preview: Preview;
  readonly uses: readonly ColumnUse[];
  /** The merge-field name of each column. */
  readonly names: readonly string[];
  readonly onUse: (column: number, use: ColumnUse) => void;
};

/** Rows as they stand in the file; wide files scroll inside. */
export function PreviewTable({ preview, uses, names, onUse }: Props) {
  // Rows of a file have no identity but their place, which never changes here.
  const rows = preview.rows.map((cells, at) => ({ line: `line-${at + 1}`, cells }));
  return (
    <WideTable label="First rows of the file" maxHeight={340}>
      <table className={own.previewTable}>
        <thead>
          <tr>
            {preview.headers.map((header, column) => (
              <th key={names[column]} scope="col" data-use={uses[column]}>
                <NativeSelect
                  size="xs"
                  aria-label={`Column “${header || column + 1}” is`}
                  value={uses[column]}
                  onChange={(event) => {
                    const use = COLUMN_USES.find(({ value }) => value === event.currentTarget.value);
                    if (use) onUse(column, use.value);
                  }}
                  data={COLUMN_USES.map(({ value, label }) => ({
                    value,
                    label: value === 'field' ? `Merge field {${names[column]}}` : label,
                  }))}
                />
                <span className={own.header}>{header || `Column ${column + 1}`}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line}>
              {preview.headers.map((_, column) => (
                <td key={names[column]} data-use={uses[column]}>
                  {cells[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
