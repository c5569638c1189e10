import type { Viewer } from '../../main/core/access/visible.ts';
import { listConversations } from '../../main/core/conversations/conversationList.ts';
import { all } from '../../main/core/store/statement.ts';
import { beside, type Line, percentile, type Run } from './measure.ts';
import type { BenchCore } from './stores.ts';

const sizes = { full: { rounds: 5, calls: 100 }, quick: { rounds: 2, calls: 5 } };
/** Milliseconds within which a search answers. */
const GOAL = 50;

type Person = { readonly first_name: string; readonly last_name: string; readonly number: string };
type Case = {
  readonly what: string;
  readonly texter?: boolean;
  ask(person: Person, index: number): string;
};

const ADMIN: Viewer = { id: 'admin', role: 'admin' };
const nobody = (_: Person, index: number) => `Nobody${index} Nowhere`;

const CASES: readonly Case[] = [
  { what: 'a full name', ask: (person) => `${person.first_name} ${person.last_name}` },
  { what: 'a part of a name', ask: (person) => person.last_name.slice(0, 4) },
  { what: 'a part of a number', ask: (person) => person.number.slice(-6) },
  { what: 'four digits', ask: (person) => person.number.slice(-4) },
  { what: 'nothing found', ask: nobody },
  { what: 'no such number', ask: (_, index) => `0${String(index).padStart(3, '9')}111999` },
  { what: 'a texter’s full name', texter: true, ask: (person) => `${person.first_name} ${person.last_name}` },
  { what: 'a texter’s, nothing found', texter: true, ask: nobody },
];

/** People from all over the store. */
function peopleOf(core: BenchCore, count: number): Person[] {
  return all<Person>(
    core.db,
    `SELECT first_name, last_name, number FROM conversation WHERE number IS NOT NULL
       AND rowid % max(1, (SELECT max(rowid) FROM conversation) / ?) = 0 LIMIT ?`,
    ...[count * 2, count],
  );
}

/** How long a search by name or number takes among a million conversations. The texter is the busiest one. */
export async function search(run: Run): Promise<Line[]> {
  const { rounds, calls } = run.quick ? sizes.quick : sizes.full;
  const large = await run.large();
  const core = large.open();
  try {
    run.note('search: measuring');
    const [texter] = all<{ id: string }>(
      core.db,
      'SELECT texter_id AS id FROM conversation WHERE texter_id IS NOT NULL GROUP BY texter_id ORDER BY count(*) DESC LIMIT 1',
    );
    const people = peopleOf(core, calls);
    const count = large.conversations.toLocaleString('en');
    return CASES.map(({ what, texter: asTexter, ask }) => {
      const viewer: Viewer = asTexter ? { id: texter?.id ?? '', role: 'texter' } : ADMIN;
      const late = Array.from({ length: rounds }, () => {
        const times = people.map((person, index) => {
          const text = ask(person, index);
          const begun = performance.now();
          listConversations(core.db, viewer, { search: text, limit: 50 }, core.subject);
          return performance.now() - begun;
        });
        return percentile(times, 0.99);
      });
      return beside(
        `search: ${what}, ${count} conversations: 99 of 100, against ${GOAL} ms`,
        'ms',
        late,
        GOAL,
      );
    });
  } finally {
    core.close();
  }
}
