import { Button } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import type { SendWords } from './sendWords.ts';

/** Opens the panel that opts out by hand. */
export function OptOutButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="outline" color="var(--stop)" onClick={onClick} rightSection={<Kbd keys="alt+O" />}>
      {t('texter:act.optOut')}
    </Button>
  );
}

type SendProps = { words: SendWords; ready: boolean; onClick: () => void; keys?: string };

/** Stays in the tab order while it refuses, so that its reason can be heard too. */
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
