import type { ReactNode } from 'react';
import type { Dashboard, Figure } from '../../../shared/contract/dashboard.ts';
import { openList } from '../oversight/useOversight.ts';
import styles from './dashboard.module.css';
import { count, shareText } from './numbers.ts';

/** The five figures that answer "how is it going?". Each opens its list. */
export function Tiles({ board }: { board: Dashboard }): ReactNode {
  return (
    <div className={styles.tiles}>
      <Tile title="Texted" figure={board.texted} ofWhat="contacts" big="count" />
      <Tile title="Opt-out rate" figure={board.optedOut} ofWhat="texted" tone="stop" />
      <Tile title="Response rate" figure={board.replied} ofWhat="texted" />
      <Tile title="First texts delivered" figure={board.delivered} ofWhat="texted" tone="ok" />
      <Tile
        title="Opt-outs in this time"
        figure={board.optOutsMade}
        ofWhat="texted so far"
        big="count"
        tone="stop"
      />
    </div>
  );
}

type Props = {
  title: string;
  figure: Figure;
  ofWhat: string;
  big?: 'share' | 'count';
  tone?: 'stop' | 'ok';
};

function Tile({ title, figure, ofWhat, big = 'share', tone }: Props): ReactNode {
  const part = count(figure.count);
  const rate = shareText(figure.count, figure.of);
  return (
    <button
      type="button"
      className={styles.tile}
      data-tone={tone}
      title="Open the list"
      onClick={() => openList('all', figure.list)}
    >
      <span className={styles.tileTitle}>{title}</span>
      <span className={styles.tileBig}>{big === 'share' ? rate : part}</span>
      <span className={styles.tileSmall}>
        {`${part} of ${count(figure.of)} ${ofWhat}${big === 'share' ? '' : ` · ${rate}`}`}
      </span>
    </button>
  );
}
