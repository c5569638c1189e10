/**
 * "Ana Reyes" → "Ana". Volunteers introduce themselves by their first name; contacts need not know their
 * surname.
 */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
