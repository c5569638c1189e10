import { shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import { type Cell, compare, greater, type Union } from './union.ts';

const byRevision = (row: Row): readonly Cell[] => [String(row.rev ?? '')];

function compareAll(a: readonly Cell[], b: readonly Cell[]): number {
  let which = 0;
  for (let at = 0; at < a.length && which === 0; at += 1) which = compare(a[at], b[at]);
  return which;
}

/** Two versions of a row as one. */
export function joined(union: Union, table: string, ours: Row, other: Row): Record<string, unknown> {
  const rules = union.rules[table] ?? {};
  const order = rules.order ?? byRevision;
  const which = compareAll(order(ours), order(other));
  const row: Record<string, unknown> = {};
  for (const name of Object.keys(ours)) {
    if (!(name in other)) continue;
    row[name] = which === 0 ? greater(ours[name], other[name]) : (which > 0 ? ours : other)[name];
  }
  // A reference that was empty until the other row came does not make another version.
  if (ours.rev === other.rev)
    for (const { column } of shapeOf(union, table).parents)
      if (column in row) row[column] = greater(ours[column], other[column]);
  const { apart } = rules;
  const later = apart ? compareAll(apart.order(ours), apart.order(other)) : 0;
  if (later !== 0)
    for (const name of apart?.columns ?? []) if (name in row) row[name] = (later > 0 ? ours : other)[name];
  for (const [name, join] of Object.entries(rules.joins ?? {}))
    if (name in row) row[name] = join(ours[name], other[name]);
  return row;
}
