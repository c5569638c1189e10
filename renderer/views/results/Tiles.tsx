import type { Results } from '../../../shared/contract/results.ts';
import { t } from '../../../shared/text/say.ts';
import { figureValues } from '../../components/base/share.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import styles from './results.module.css';

const TILES = ['texted', 'replied', 'answered', 'optedOut'] as const;

/** The campaign in four figures, each with what it is of; a click opens its list. */
export function Tiles({ found }: { readonly found: Results }) {
  return (
    <div className={styles.tiles}>
      {TILES.map((name) => {
        const { count, of, list } = found[name];
        const values = figureValues(count, of);
        return (
          <button
            key={name}
            type="button"
            className={styles.tile}
            title={t('results:tile.open')}
            onClick={() => openList('all', list)}
          >
            <span className={styles.tileTitle}>{t(`results:tile.${name}`)}</span>
            <span className={styles.tileBig}>{values.share}</span>
            <span className={styles.tileSmall}>{t(`results:tile.${name}Of`, values)}</span>
          </button>
        );
      })}
    </div>
  );
}
