import { NativeSelect, Select } from '@mantine/core';
import type { Preview } from '../../../../shared/contract/lists.ts';
import { t } from '../../../../shared/text/say.ts';
import { WideTable } from '../../../components/base/WideTable.tsx';
import { COLUMN_USES, type ColumnUse } from './columns.ts';
import own from './contacts.module.css';

type Props = {
  readonly preview: Preview;
  readonly uses: readonly ColumnUse[];
  /** The merge-field name of each column. */
  readonly names: readonly string[];
  readonly onUse: (column: number, use: ColumnUse) => void;
};

/** Of a file with more columns, those that are used are shown, and the first ones. */
const MOST_SHOWN = 60;

/** Rows as they are in the file; wide files scroll inside. */
export function PreviewTable({ preview, uses, names, onUse }: Props) {
  // Rows of a file have no identity but their place, which never changes here.
  const rows = preview.rows.map((cells, at) => ({ line: `line-${at + 1}`, cells }));
  const wide = preview.headers.length > MOST_SHOWN;
  const columns = preview.headers
    .map((header, column) => ({ header, column }))
    .filter(({ column }) => column < MOST_SHOWN || uses[column] !== 'leave-out');
  return (
    <>
      {wide ? (
        <Select
          searchable
          limit={50}
          label={t('contacts:preview.add')}
          value={null}
          data={preview.headers.map((header, column) => ({
            value: String(column),
            label: `${column + 1}: ${header}`,
          }))}
          onChange={(value) => value !== null && onUse(Number(value), 'field')}
        />
      ) : null}
      <WideTable label={t('contacts:preview.label')} maxHeight={340}>
        <table className={own.previewTable}>
          <thead>
            <tr>
              {columns.map(({ header, column }) => (
                <th key={names[column]} scope="col" data-use={uses[column]}>
                  <NativeSelect
                    size="xs"
                    aria-label={t('contacts:preview.columnIs', { name: header || column + 1 })}
                    value={uses[column]}
                    onChange={(event) => {
                      const use = COLUMN_USES.find((each) => each === event.currentTarget.value);
                      if (use) onUse(column, use);
                    }}
                    data={COLUMN_USES.map((value) => ({
                      value,
                      label:
                        value === 'field'
                          ? t('contacts:preview.mergeField', { field: `{${names[column]}}` })
                          : t(`contacts:column.${value}`),
                    }))}
                  />
                  <span className={own.header}>
                    {header || t('contacts:preview.column', { at: column + 1 })}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, cells }) => (
              <tr key={line}>
                {columns.map(({ column }) => (
                  <td key={names[column]} data-use={uses[column]}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </>
  );
}
