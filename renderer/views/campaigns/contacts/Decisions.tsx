import { NativeSelect } from '@mantine/core';
import type { ContactDryRun, Preview } from '../../../../shared/contract/lists.ts';
import { t } from '../../../../shared/text/say.ts';
import styles from '../campaigns.module.css';
import type { ColumnUse, NoTextsDecision } from './columns.ts';
import own from './contacts.module.css';

type Props = {
  readonly preview: Preview;
  readonly uses: readonly ColumnUse[];
  readonly decisions: ReadonlyMap<number, NoTextsDecision>;
  readonly onDecide: (column: number, decision: NoTextsDecision) => void;
  /** The column means something else. */
  readonly onOther: (column: number) => void;
  readonly reasons: ContactDryRun['reasons'];
  readonly fixedLines: boolean;
  readonly onFixedLines: (take: boolean) => void;
};

/** What a person has to decide before the import: columns that say who must not be texted, and landlines. */
export function Decisions(props: Props) {
  const { preview, uses, reasons, fixedLines, onFixedLines } = props;
  const columns = uses.flatMap((use, column) => (use === 'noTexts' ? [column] : []));
  const landlines = reasons
    .filter(({ code }) => code === 'fixed-line' || code === 'internet-line')
    .reduce((sum, { rows }) => sum + rows, 0);
  if (columns.length === 0 && landlines === 0 && !fixedLines) return null;
  return (
    <section className={own.decisions} aria-label={t('contacts:decide.title')}>
      <h3 className={styles.strong}>{t('contacts:decide.title')}</h3>
      {columns.map((column) => (
        <NoTextsColumn key={column} column={column} header={preview.headers[column] ?? ''} {...props} />
      ))}
      {landlines > 0 || fixedLines ? (
        <div className={own.decision}>
          <p>
            {fixedLines
              ? t('contacts:decide.landlinesTaken')
              : t('contacts:decide.landlines', { count: landlines })}
          </p>
          <NativeSelect
            aria-label={t('contacts:decide.landlinesLabel')}
            value={fixedLines ? 'import' : 'leave-out'}
            onChange={(event) => onFixedLines(event.currentTarget.value === 'import')}
            data={[
              { value: 'leave-out', label: t('contacts:decide.landlinesOut') },
              { value: 'import', label: t('contacts:decide.landlinesIn') },
            ]}
          />
        </div>
      ) : null}
    </section>
  );
}

function NoTextsColumn({
  column,
  header,
  preview,
  decisions,
  onDecide,
  onOther,
}: Props & { readonly column: number; readonly header: string }) {
  const known = preview.noTexts.find((each) => each.column === column);
  const recommended = known?.recommended === 'leave-out' ? 'leave-out' : 'opt-out';
  const decision = decisions.get(column) ?? { does: recommended, values: {} };
  const values = known?.values.filter(({ means }) => means !== 'fine') ?? [];
  const unclear = values.filter(({ means }) => means === 'unclear');
  const clear = values.filter(({ means }) => means === 'no-texts');
  const shown = (value: string) => (value === '' ? t('contacts:decide.empty') : `“${value}”`);
  return (
    <div className={own.decision}>
      <div>
        <p>{t('contacts:decide.column', { header, count: known?.noTexts ?? 0 })}</p>
        {clear.length > 0 ? (
          <p className={styles.soft}>
            {clear
              .slice(0, 8)
              .map(({ value, count }) => t('contacts:decide.value', { value: shown(value), count }))
              .join(' · ')}
          </p>
        ) : null}
      </div>
      <NativeSelect
        aria-label={t('contacts:decide.what', { header })}
        value={decision.does}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value === 'ignore') onOther(column);
          else onDecide(column, { ...decision, does: value === 'leave-out' ? 'leave-out' : 'opt-out' });
        }}
        data={(['opt-out', 'leave-out', 'ignore'] as const).map((value) => ({
          value,
          label:
            value === recommended
              ? t('contacts:decide.recommended', { does: t(`contacts:decide.does.${value}`) })
              : t(`contacts:decide.does.${value}`),
        }))}
      />
      {unclear.map(({ value, count }) => (
        <div key={value} className={own.unclear}>
          <span>{t('contacts:decide.unclear', { value: shown(value), count })}</span>
          <NativeSelect
            size="xs"
            aria-label={t('contacts:decide.meaning', { value: shown(value) })}
            value={decision.values[value] ?? ''}
            onChange={(event) => {
              const means = event.currentTarget.value;
              const { [value]: _, ...others } = decision.values;
              const added: NoTextsDecision['values'] =
                means === 'no-texts' || means === 'fine' ? { [value]: means } : {};
              onDecide(column, { ...decision, values: { ...others, ...added } });
            }}
            data={[
              { value: '', label: t('contacts:decide.means.unclear') },
              { value: 'no-texts', label: t('contacts:decide.means.no-texts') },
              { value: 'fine', label: t('contacts:decide.means.fine') },
            ]}
          />
        </div>
      ))}
    </div>
  );
}
