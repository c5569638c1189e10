import { Skeleton, VisuallyHidden } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';

const WIDTHS = [62, 91, 78, 55, 84, 69, 95, 58, 74, 88];

/** Grey lines in the place of text that is loading; announced once. */
export function LoadingLines({ lines = 4, label = t('common:loading') }: { lines?: number; label?: string }) {
  return (
    <div role="status" style={{ padding: 16, display: 'grid', gap: 10 }}>
      <VisuallyHidden>{label}</VisuallyHidden>
      {WIDTHS.slice(0, lines).map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} radius="sm" />
      ))}
    </div>
  );
}

/** Rows of a list that is loading, in their final height. */
export function LoadingRows({
  rows = 8,
  label = t('common:loadingList'),
}: {
  rows?: number;
  label?: string;
}) {
  return (
    <div role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {WIDTHS.slice(0, rows).map((width) => (
        <div key={width} style={{ height: 62, padding: '13px 14px', borderTop: '1px solid var(--line)' }}>
          <Skeleton height={11} width={`${width / 2}%`} radius="sm" />
          <Skeleton height={10} mt={11} width={`${width}%`} radius="sm" />
        </div>
      ))}
    </div>
  );
}
