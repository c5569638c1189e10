import { Button } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import { Kbd, keyWords } from '../../components/base/Kbd.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import type { SendWords } from './sendWords.ts';

/** Opens the panel that opts out by hand. */
export function OptOutButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="outline" color="var(--stop)" onClick={onClick} rightSection={<Kbd keys="alt+O" />}>
      {t('texter:act.optOut')}
    </Button>
  );
}

/** Leaves this one as it is and goes to the next. */
export function SkipButton({ onSkip }: { onSkip: () => void }) {
  useHotkey('alt+G', t('texter:keys.skip'), onSkip, {
    group: t('common:keys.group.conversations'),
    whileTyping: true,
  });
  return (
    <Button onClick={onSkip} title={keyWords('alt+G')}>
      {t('texter:act.skip')}
    </Button>
  );
}

type SendProps = { words: SendWords; ready: boolean; onClick: () => void; keys?: string };

/** Stays in the tab order while it is disabled, so that screen readers can read why. */
export function SendButton({ words, ready, onClick, keys = 'Enter' }: SendProps) {
  const off = !words.enabled || !ready;
  return (
    <Button
      variant="filled"
      {...(off ? { 'data-disabled': true } : {})}
      aria-disabled={off}
      aria-description={words.why === '' ? undefined : words.why}
      onClick={() => {
        if (!off) onClick();
      }}
      rightSection={<Kbd keys={keys} />}
    >
      {words.label}
    </Button>
  );
}
