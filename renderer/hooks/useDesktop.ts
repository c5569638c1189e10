import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { language } from '../../shared/text/language.ts';
import { t } from '../../shared/text/say.ts';
import { warn } from '../components/base/notify.ts';
import { onOrder, tellDesktop } from '../desktop.ts';
import type { DesktopOrder } from '../host.ts';
import { saveForms } from '../state/unsaved.ts';

/** Acts on an order of the desktop program while the component is mounted. */
export function useOrder(order: DesktopOrder, act: () => void): void {
  const latest = useEffectEvent(act);
  useEffect(() => onOrder(order, () => latest()), [order]);
}

/**
 * Tells the desktop program the window's language and colours, saves when it asks, and shows what it had to
 * restart. Once for the whole window.
 */
export function useDesktop(): void {
  const { colorScheme } = useMantineColorScheme();
  const spoken = language();
  useEffect(() => tellDesktop({ kind: 'scheme', scheme: colorScheme }), [colorScheme]);
  useEffect(() => tellDesktop({ kind: 'language', language: spoken }), [spoken]);
  useOrder('save', () => {
    void saveForms().then((ok) => tellDesktop({ kind: 'saved', ok }));
  });
  useOrder('core-again', () => warn(t('desktop:core.again'), t('desktop:core.againText')));
  useOrder('page-again', () => warn(t('desktop:page.again'), t('desktop:page.againText')));
}
