import { plainOffer } from '../../../shared/text/plainForms.ts';
import { t } from '../../../shared/text/say.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { Kbd } from '../base/Kbd.tsx';
import styles from './segments.module.css';
import { plainOfferWords } from './segmentWords.ts';

const KEY = 'alt+P';

type Props = {
  readonly text: string;
  readonly onReplace: (plain: string) => void;
  /** What happens to the text before it is sent; the counts are of the result. */
  readonly render?: (text: string) => string;
  /** Whether the key works for this text; false where a screen has several. */
  readonly withKey?: boolean;
};

/**
 * A button that replaces curly quotes and the like by plain characters, where they make the text cost more.
 */
export function PlainOffer({ text, onReplace, render, withKey = false }: Props) {
  const offer = plainOffer(text, render);
  const replace = () => {
    if (offer) onReplace(offer.plain);
  };
  useHotkey(KEY, t('parts:plain.key'), replace, {
    group: t('common:keys.group.conversation'),
    whileTyping: true,
    enabled: withKey && offer !== null,
  });
  if (offer === null) return null;
  return (
    <button type="button" className={styles.offer} onClick={replace}>
      {plainOfferWords(offer)}
      {withKey ? <Kbd keys={KEY} /> : null}
    </button>
  );
}
