import '@mantine/charts/styles.layer.css';
import type { ReactNode } from 'react';
import { DashboardScreen } from './DashboardScreen.tsx';

/** The whole organisation in charts. */
export function DashboardView(): ReactNode {
  return <DashboardScreen />;
}
