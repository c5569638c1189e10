import { useState } from 'react';
import type { ThreadPicture } from '../../../shared/contract/pictures.ts';
import { t } from '../../../shared/text/say.ts';
import { bytes } from '../base/fileSize.ts';
import { LargePicture } from './LargePicture.tsx';
import styles from './pictures.module.css';
import { TryPictureAgain } from './TryPictureAgain.tsx';
import { usePicture } from './usePicture.ts';

type Props = {
  readonly picture: ThreadPicture;
  /** The contact who sent it; null: we did. */
  readonly from: string | null;
  /** Admins and supervisors may save it, and have it fetched again. */
  readonly overseen: boolean;
};

/** Pixels of a picture in a thread, at most, on each side. */
const SIDE = 260;

/** A picture in a thread: on its way, folded away, shown small, or why it is not shown. */
export function TextPicture({ picture, from, overseen }: Props) {
  const [asked, setAsked] = useState(false);
  const [large, setLarge] = useState(false);
  const { id, state, problem, width, height } = picture;
  const visible = state === 'there' && (asked || !picture.folded);
  const { shown, error } = usePicture(id, visible);
  if (state === 'waiting') return <div className={styles.note}>{t('pictures:waiting')}</div>;
  if (state === 'failed') {
    return (
      <div className={styles.note}>
        {t(`pictures:problem.${problem ?? 'unreachable'}`)}
        {overseen ? <TryPictureAgain id={id} /> : null}
      </div>
    );
  }
  const size = bytes(picture.bytes ?? 0);
  const what = from === null ? t('pictures:ours', { size }) : t('pictures:from', { name: from, size });
  if (!visible) {
    return (
      <div className={styles.note}>
        {t('pictures:folded')}
        <button type="button" className={styles.link} onClick={() => setAsked(true)}>
          {t('pictures:show')}
        </button>
      </div>
    );
  }
  if (error) return <div className={styles.note}>{t('pictures:notShown')}</div>;
  const scale = Math.min(1, SIDE / Math.max(width ?? SIDE, height ?? SIDE));
  const box = {
    width: Math.max(24, Math.round((width ?? SIDE) * scale)),
    height: Math.max(24, Math.round((height ?? SIDE) * scale)),
  };
  return (
    <div className={styles.picture}>
      <button
        type="button"
        className={styles.small}
        style={box}
        aria-label={t('pictures:open', { what })}
        disabled={shown === null}
        onClick={() => setLarge(true)}
      >
        {shown ? <img src={shown.address} alt={what} draggable={false} /> : null}
      </button>
      {asked ? (
        <button type="button" className={styles.link} onClick={() => setAsked(false)}>
          {t('pictures:hide')}
        </button>
      ) : null}
      {shown ? (
        <LargePicture
          opened={large}
          onClose={() => setLarge(false)}
          title={what}
          address={shown.address}
          save={overseen ? { file: shown.file, name: `heed-picture-${id}.${picture.kind ?? 'jpeg'}` } : null}
        />
      ) : null}
    </div>
  );
}
