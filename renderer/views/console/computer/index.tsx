import { Select, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ComputerSettings } from '../../../../shared/contract/console/computer.ts';
import { t } from '../../../../shared/text/say.ts';
import { client } from '../../../client.ts';
import { complain, notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { useDesktopProgram } from '../../../components/console/useDesktopProgram.ts';
import { TopBar } from '../../../components/shell/Shell.tsx';
import styles from './computer.module.css';
import { Updates } from './Updates.tsx';

type Change = Partial<Omit<ComputerSettings, 'updates'>>;

/** What Heed does by itself on this computer, for everybody who signs in: #/computer. */
export function ComputerView() {
  const desktop = useDesktopProgram();
  const save = useMutation({
    mutationFn: (change: Change) => client.computer.change(change),
    onSuccess: () => notify(t('computer:saved')),
    onError: complain(t('common:error.title')),
  });
  return (
    <>
      <TopBar title={t('computer:title')} />
      <main className={styles.content}>
        {desktop === null ? (
          <p>{t('computer:refused.noDesktop')}</p>
        ) : (
          <>
            <Section title={t('computer:title')} lead={t('computer:intro')}>
              <div className={styles.stack}>
                <Switch
                  label={t('computer:startAtLogin')}
                  description={desktop.able.startAtLogin ? null : t('computer:startAtLoginNot')}
                  disabled={!desktop.able.startAtLogin || save.isPending}
                  checked={desktop.settings.startAtLogin}
                  onChange={({ currentTarget: { checked } }) => save.mutate({ startAtLogin: checked })}
                />
                <Switch
                  label={t('computer:tray')}
                  description={t('computer:trayText')}
                  disabled={save.isPending}
                  checked={desktop.settings.tray}
                  onChange={({ currentTarget: { checked } }) => save.mutate({ tray: checked })}
                />
                {desktop.settings.tray ? (
                  <Select
                    label={t('computer:lastWindow')}
                    allowDeselect={false}
                    maw={320}
                    disabled={save.isPending}
                    data={ComputerSettings.shape.lastWindow.options.map((value) => ({
                      value,
                      label: t(`computer:lastWindow_${value}`),
                    }))}
                    value={desktop.settings.lastWindow}
                    onChange={(value) => value && save.mutate({ lastWindow: value })}
                  />
                ) : null}
              </div>
            </Section>
            <Updates desktop={desktop} />
          </>
        )}
      </main>
    </>
  );
}
