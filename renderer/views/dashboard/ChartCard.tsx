import { ActionIcon, Menu, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { errorMessage } from '../../client.ts';
import { saveCsv, saveFile } from '../../components/base/download.ts';
import page from '../../components/dashboard/figures.module.css';
import { useAtDesk } from '../../hooks/useSession.ts';
import { BarsChart } from './BarsChart.tsx';
import { BarsTable } from './BarsTable.tsx';
import type { Bar } from './bars.ts';
import { chartCsv } from './csv.ts';
import styles from './dashboard.module.css';
import { figureText, type OfWhat } from './numbers.ts';
import { chartPicture } from './picture.ts';

type Props = {
  /** The name of the files, and of the chart in its CSV. */
  name: string;
  title: string;
  /** What is counted, in a sentence with its figures. */
  caption: ReactNode;
  /** The same as plain text, for the picture. */
  captionText: string;
  board: Dashboard;
  bars: readonly Bar[];
  by: 'share' | 'count';
  grow: 'up' | 'along';
  /** Heads the first column of the table. */
  first: string;
  ofWhat: OfWhat;
  /** Shown in place of an empty chart. */
  empty: string;
  mark?: { readonly label: string; readonly text: string };
  wide?: boolean;
  controls?: ReactNode;
};

type Look = 'chart' | 'table';

const looks = () => [
  { value: 'chart', label: <Glyph icon={IconChartBar} label={t('dashboard:card.chart')} /> },
  { value: 'table', label: <Glyph icon={IconTable} label={t('dashboard:card.table')} /> },
];

/** A chart with its figures, as bars or as a table, for download as picture or CSV. */
export function ChartCard(props: Props): ReactNode {
  const { name, title, caption, captionText, board, bars, ofWhat, empty, controls } = props;
  const desk = useAtDesk();
  const [look, setLook] = useState<Look>('chart');
  const figure = useRef<HTMLDivElement>(null);
  const some = bars.some((bar) => bar.count > 0);
  const day = new Date(board.to - 1).toISOString().slice(0, 10);

  const savePicture = async () => {
    const svg = figure.current?.querySelector<SVGSVGElement>('svg.recharts-surface');
    if (!svg) return;
    try {
      saveFile(`heed-${name}-${day}.png`, await chartPicture(svg, title, captionText));
    } catch (error) {
      notifications.show({
        color: 'stop',
        title: t('dashboard:card.noPicture'),
        message: errorMessage(error),
      });
    }
  };
  return (
    <section className={page.card} data-wide={props.wide || undefined} aria-labelledby={`chart-${name}`}>
      <header className={styles.cardHead}>
        <div>
          <h2 id={`chart-${name}`}>{title}</h2>
          <p>{caption}</p>
        </div>
        <div className={styles.cardActs}>
          {controls}
          <SegmentedControl
            size="xs"
            aria-label={t('dashboard:card.looks', { title })}
            data={looks()}
            value={look}
            onChange={(value) => setLook(value === 'table' ? 'table' : 'chart')}
          />
          {desk ? null : (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={28} aria-label={t('dashboard:card.export', { title })}>
                  <IconDownload size={15} aria-hidden="true" />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item disabled={look !== 'chart' || !some} onClick={() => void savePicture()}>
                  {t('dashboard:card.picture')}
                </Menu.Item>
                <Menu.Item
                  onClick={() =>
                    saveCsv(
                      `heed-${name}-${day}.csv`,
                      chartCsv(name, board, t(`dashboard:of.${ofWhat}`), bars),
                    )
                  }
                >
                  {t('dashboard:card.figures')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </header>
      {look === 'table' ? (
        <BarsTable caption={title} first={props.first} ofWhat={ofWhat} bars={bars} />
      ) : some ? (
        <div ref={figure} role="img" aria-label={spoken(title, bars, ofWhat)}>
          <BarsChart bars={bars} by={props.by} grow={props.grow} ofWhat={ofWhat} mark={props.mark} />
        </div>
      ) : (
        <p className={styles.none}>{empty}</p>
      )}
    </section>
  );
}

/** With more bars than this, only the table is read out. */
const MOST_SPOKEN = 12;

function spoken(title: string, bars: readonly Bar[], ofWhat: OfWhat): string {
  const told = bars.filter((bar) => bar.count > 0).slice(0, MOST_SPOKEN);
  const said = told.map((bar) => `${bar.label}: ${figureText(bar.count, bar.of, ofWhat)}`);
  return t('dashboard:card.spoken', { title, bars: said.join('; ') });
}

function Glyph({ icon: Icon, label }: { icon: typeof IconTable; label: string }): ReactNode {
  return (
    <span className={styles.glyph} title={label}>
      <Icon size={15} aria-hidden="true" />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
