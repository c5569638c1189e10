import { Role } from '../../../../../shared/schema/words.ts';

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  texter: 'Texter',
  supervisor: 'Supervisor',
  admin: 'Admin',
};

export const ROLE_CHOICES = Role.options.map((role) => ({ value: role, label: ROLE_NAMES[role] }));

/** A select's value as a role; null for anything else. */
export function asRole(value: string): Role | null {
  return Role.safeParse(value).data ?? null;
}
