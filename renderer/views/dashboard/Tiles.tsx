import type { ReactNode } from 'react';
import type { Dashboard, Figure } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { figureValues } from '../../components/base/share.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import styles from './dashboard.module.css';

/** The six main figures. Each opens its list. */
export function Tiles({ board }: { board: Dashboard }): ReactNode {
  return (
    <div className={styles.tiles}>
      <Tile name="texted" figure={board.texted} small="textedOf" big="count" />
      <Tile name="optedOut" figure={board.optedOut} tone="stop" />
      <Tile name="replied" figure={board.replied} />
      <Tile name="softRefused" figure={board.softRefused} small="softRefusedOf" />
      <Tile name="delivered" figure={board.delivered} tone="ok" />
      <Tile name="optOutsMade" figure={board.optOutsMade} small="optOutsMadeOf" big="count" tone="stop" />
    </div>
  );
}

type Props = {
  name: 'texted' | 'optedOut' | 'replied' | 'softRefused' | 'delivered' | 'optOutsMade';
  figure: Figure;
  /** The line that names the denominator. */
  small?: 'textedOf' | 'rateOf' | 'softRefusedOf' | 'optOutsMadeOf';
  big?: 'share' | 'count';
  tone?: 'stop' | 'ok';
};

function Tile({ name, figure, small = 'rateOf', big = 'share', tone }: Props): ReactNode {
  const values = figureValues(figure.count, figure.of);
  return (
    <button
      type="button"
      className={styles.tile}
      data-tone={tone}
      title={t('dashboard:tile.open')}
      onClick={() => openList('all', figure.list)}
    >
      <span className={styles.tileTitle}>{t(`dashboard:tile.${name}`)}</span>
      <span className={styles.tileBig}>{big === 'share' ? values.share : values.part}</span>
      <span className={styles.tileSmall}>{t(`dashboard:tile.${small}`, values)}</span>
    </button>
  );
}
