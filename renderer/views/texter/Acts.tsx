import { Button, Tooltip } from '@mantine/core';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/Kbd.tsx';
import type { SendWords } from './sendWords.ts';

/** Opens the panel that opts out by hand. */
export function OptOutButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="outline" color="var(--stop)" onClick={onClick} rightSection={<Kbd keys="alt+O" />}>
      {t('texter:act.optOut')}
    </Button>
  );
}

type SendProps = { words: SendWords; ready: boolean; onClick: () => void };

/** Stays in the tab order while it refuses, so that its reason can be heard too. */
export function SendButton({ words, ready, onClick }: SendProps) {
  const off = !words.enabled || !ready;
  const button = (
    <Button
      variant="filled"
      {...(off ? { 'data-disabled': true } : {})}
      aria-disabled={off}
      aria-description={words.why === '' ? undefined : words.why}
      onClick={() => {
        if (!off) onClick();
      }}
      rightSection={<Kbd keys="Enter" />}
    >
      {words.label}
    </Button>
  );
  if (words.why === '') return button;
  return (
    <Tooltip label={words.why} w={280} position="top-end">
      {button}
    </Tooltip>
  );
}
