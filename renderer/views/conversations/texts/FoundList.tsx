import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { FoundText } from '../../../../shared/contract/messenger.ts';
import { t } from '../../../../shared/text/say.ts';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import { nameOfText, placeOfText } from '../../../components/conversations/find/useTextGroup.ts';
import { useMe } from '../../../hooks/useSession.ts';
import { hrefOf } from '../../../state/route.ts';
import styles from './texts.module.css';

type Props = {
  found: readonly FoundText[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
};

const ROW = 84;

/** Found texts, latest first, virtualised; each leads to its conversation. */
export function FoundList({ found, hasMore, loadingMore, onMore }: Props) {
  const { role } = useMe();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => found[index]?.messageId ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= found.length - 10) onMore();
  }, [hasMore, loadingMore, last, found.length, onMore]);
  return (
    <nav ref={scroller} className={styles.scroller} aria-label={t('find:texts.found')}>
      <div className={styles.space} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const text = found[index];
          return text ? (
            <a
              key={key}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              href={hrefOf(placeOfText(role, text) ?? ['texts'])}
            >
              <span className={styles.who}>
                <span className={styles.name}>{nameOfText(text)}</span>
                {text.optState === 'none' ? null : <Tag tone="stop">{t('find:texts.optedOut')}</Tag>}
                <span className={styles.soft}>
                  {text.direction === 'in' ? t('find:texts.in') : t('find:texts.out')}
                  {text.campaignName === null ? '' : ` · ${text.campaignName}`}
                </span>
              </span>
              <span className={styles.when}>
                <WhenAgo at={text.at} />
              </span>
              <span className={styles.text}>
                {text.parts.map((part, place) => {
                  const id = `${place}-${part.text}`;
                  return part.marked ? <mark key={id}>{part.text}</mark> : <span key={id}>{part.text}</span>;
                })}
              </span>
            </a>
          ) : null;
        })}
      </div>
    </nav>
  );
}
