import type { Role } from '../../../shared/schema/words.ts';

export type DemoAccount = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
};

/** Invented people of the demo store, and only of it: the sign-in page fills itself in with them. */
export const demoAccounts: readonly DemoAccount[] = [
  { login: 'maya', password: 'demo-password', name: 'Maya Okafor', role: 'admin' },
  { login: 'ana', password: 'demo-password', name: 'Ana Reyes', role: 'texter' },
  { login: 'sam', password: 'demo-password', name: 'Sam Whitfield', role: 'supervisor' },
];
