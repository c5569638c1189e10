import type { SessionState } from '../../../shared/contract/session.ts';

type Props = { state: SessionState | undefined; error: unknown; onRetry: () => void };
export function Start({ state }: Props) {
  return <main>{state?.phase}</main>;
}
