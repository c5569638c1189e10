import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { t } from '../../../shared/text/say.ts';
import { MeContext, useMe } from '../../hooks/useSession.ts';
import { go } from '../../state/route.ts';
import { endViewing, useViewing } from '../../state/viewing.ts';
import styles from './messenger.module.css';

/** Around a texter's screen while an admin looks at it: says so all the time, and offers the way back. */
export function ViewingAs({ children }: { children: ReactNode }) {
  const me = useMe();
  const texter = useViewing((viewing) => viewing.texter);
  const queries = useQueryClient();
  const seen = useMemo(
    () => (texter === null ? me : { ...me, id: texter.id, name: texter.name, role: 'texter' as const }),
    [me, texter],
  );
  if (texter === null) return children;
  const end = () => {
    endViewing();
    void queries.invalidateQueries();
    go(['conversations']);
  };
  return (
    <div className={styles.viewing}>
      <div className={styles.banner} role="status">
        <IconEye size={18} aria-hidden />
        {t('messenger:viewing.banner', { name: texter.name })}
        <span className={styles.space} />
        <Button size="compact-sm" onClick={end}>
          {t('messenger:viewing.stop')}
        </Button>
      </div>
      <MeContext value={seen}>{children}</MeContext>
    </div>
  );
}

/** Shown in place of everything that would act. */
export function ReadOnlyFoot() {
  const name = useViewing((viewing) => viewing.texter?.name ?? '');
  return <div className={styles.readOnly}>{t('messenger:viewing.readOnly', { name })}</div>;
}
