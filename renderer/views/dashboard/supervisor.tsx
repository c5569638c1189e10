import '@mantine/charts/styles.layer.css';
import type { ReactNode } from 'react';
import { DashboardScreen } from './DashboardScreen.tsx';

/** The same charts as an admin's: a supervisor sees all of it and changes none of it. */
export function DashboardView(): ReactNode {
  return <DashboardScreen />;
}
