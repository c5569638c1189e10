import { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';

export const roleChoices = () =>
  Role.options.map((role) => ({ value: role, label: t(`words:role.${role}`) }));

/** A select's value as a role; null for anything else. */
export function asRole(value: string): Role | null {
  return Role.safeParse(value).data ?? null;
}
