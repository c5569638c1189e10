import { Button, Modal, Progress, Radio, SegmentedControl, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type ResultColumn,
  type Results,
  ResultsFormat,
  ResultsKind,
} from '../../../shared/contract/results.ts';
import { SYSTEMS, SystemName } from '../../../shared/systems/systems.ts';
import { resultsFileName } from '../../../shared/text/fileNames.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { type Taking, useTake } from '../../components/base/useTake.ts';
import { number, numberFormat } from '../../language/formats.ts';
import { ColumnsPart } from './ColumnsPart.tsx';
import { type Chosen, FilterPart, filterOf } from './FilterPart.tsx';
import styles from './results.module.css';

type Props = { readonly found: Results; readonly onClose: () => void };

/** Spreadsheets in countries that write 2,5 separate cells by semicolons. */
const usualSeparator = () => (numberFormat({ minimumFractionDigits: 1 })(0.5).includes(',') ? ';' : ',');

/** What is exported, for whom and which part of it; then the file, with its progress. */
export function ExportDialog({ found, onClose }: Props) {
  const { campaignId, name } = found;
  const [chosenKind, setKind] = useState<ResultsKind>('contacts');
  const [reader, setReader] = useState<ResultsFormat | SystemName>('excel');
  const system = SystemName.safeParse(reader).data;
  const format = ResultsFormat.safeParse(reader).data ?? 'plain';
  // Another system takes people and what they answered.
  const kind = system === undefined ? chosenKind : 'contacts';
  const [separator, setSeparator] = useState<',' | ';'>(usualSeparator);
  const [chosen, setChosen] = useState<Chosen>({ days: { from: '', until: '' } });
  const [edited, setEdited] = useState<readonly ResultColumn[] | null>(null);
  const queries = useQueryClient();
  const read = useQuery(api.results.columns.queryOptions({ input: { campaignId, kind } }));
  const all = edited ?? read.data ?? [];
  const columns = system === undefined ? all : all.filter(({ id }) => id.startsWith('answer_'));
  const { taking, start, halt } = useTake();
  const busy = taking.at === 'writing';

  const saveColumns = async () => {
    if (edited === null) return;
    const choices = edited.map(({ id, usual, name: called, on }) => {
      return [id, { on, name: called.trim() === usual ? '' : called.trim() }] as const;
    });
    await client.results.saveColumns({ kind, columns: Object.fromEntries(choices) });
    setEdited(null);
    await queries.invalidateQueries({ queryKey: api.results.columns.key() });
  };
  const take = () => {
    const filter = filterOf(chosen);
    void start({
      fileName: resultsFileName(name, kind, Date.now(), system),
      piece: (cursor) =>
        client.results.export({
          campaignId,
          kind,
          filter,
          format,
          separator,
          ...(system ? { system } : {}),
          ...(cursor ? { cursor } : {}),
        }),
      count: async () => (await client.results.count({ ...filter, campaignId, kind })).rows,
      before: saveColumns,
    });
  };
  return (
    <Modal
      opened
      onClose={() => {
        halt();
        onClose();
      }}
      size="lg"
      title={t('results:export.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <div className={styles.form}>
        <Radio.Group
          label={t('results:export.what')}
          value={kind}
          onChange={(value) => {
            setKind(ResultsKind.parse(value));
            setEdited(null);
          }}
        >
          <Stack gap={6} mt={4}>
            {ResultsKind.options.map((each) => (
              <Radio
                key={each}
                value={each}
                disabled={busy || (system !== undefined && each !== 'contacts')}
                label={t(`results:export.kind.${each}`)}
                description={t(`results:export.about.${each}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('results:export.format')}
          value={reader}
          onChange={(value) => setReader(SystemName.safeParse(value).data ?? ResultsFormat.parse(value))}
        >
          <Stack gap={6} mt={4}>
            {ResultsFormat.options.map((each) => (
              <Radio
                key={each}
                value={each}
                disabled={busy}
                label={t(`results:export.formats.${each}`)}
                description={t(`results:export.aboutFormat.${each}`)}
              />
            ))}
            {SystemName.options.map((each) => (
              <Radio
                key={each}
                value={each}
                disabled={busy}
                label={SYSTEMS[each].name}
                description={t(`results:export.aboutSystem.${each}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {format === 'excel' ? (
          <div>
            <SegmentedControl
              size="xs"
              aria-label={t('results:export.separator')}
              data={[
                { value: ',', label: t('results:export.separators.comma') },
                { value: ';', label: t('results:export.separators.semicolon') },
              ]}
              value={separator}
              disabled={busy}
              onChange={(value) => setSeparator(value === ';' ? ';' : ',')}
            />{' '}
            <span className={styles.soft}>{t('results:export.separatorHelp')}</span>
          </div>
        ) : null}
        <FilterPart found={found} kind={kind} value={chosen} onChange={setChosen} />
        <ColumnsPart
          columns={columns}
          onChange={(changed) => {
            const byId = new Map(changed.map((column) => [column.id, column]));
            setEdited(all.map((column) => byId.get(column.id) ?? column));
          }}
          named={format === 'excel' || system !== undefined}
        />
        {read.error ? <ErrorNotice error={read.error} /> : null}
        <Reached taking={taking} />
        <div className={styles.acts}>
          {busy ? (
            <Button onClick={halt}>{t('results:export.stop')}</Button>
          ) : (
            <>
              <Button onClick={onClose}>{t('common:act.close')}</Button>
              <Button
                variant="filled"
                disabled={read.data === undefined || (system === undefined && !columns.some(({ on }) => on))}
                onClick={take}
              >
                {t('results:export.start')}
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Reached({ taking }: { readonly taking: Taking }) {
  if (taking.at === 'failed') return <ErrorNotice title={t('results:export.failed')} error={taking.error} />;
  return (
    <div role="status">
      {taking.at === 'writing' ? (
        <>
          {taking.of === null
            ? t('results:export.finishing', { done: number(taking.done) })
            : t('results:export.progress', { done: number(taking.done), of: number(taking.of) })}
          <Progress
            aria-label={t('results:export.title')}
            value={taking.of ? Math.min(100, (100 * taking.done) / taking.of) : 100}
            animated={taking.of === null}
          />
        </>
      ) : null}
      {taking.at === 'done'
        ? taking.rows === 0
          ? t('results:export.empty')
          : t('results:export.done', { count: taking.rows })
        : null}
      {taking.at === 'done' && taking.leftOut > 0 ? (
        <p>{t('results:export.leftOut', { count: taking.leftOut })}</p>
      ) : null}
      {taking.at === 'stopped' ? t('results:export.stopped') : null}
    </div>
  );
}
