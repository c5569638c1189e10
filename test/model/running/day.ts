import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { optOutByHand } from '../../../main/core/decisions/optOutByHand.ts';
import { writeSettings } from '../../../main/core/decisions/writeSettings.ts';
import { enqueue } from '../../../main/core/outbox/enqueue.ts';
import { readSettings } from '../../../main/core/settings/settings.ts';
import { all } from '../../../main/core/store/statement.ts';
import { merge } from '../../../shared/text/template.ts';
import { fictionNumber } from '../../helpers/seed.ts';
import { DAY } from '../types.ts';
import { WORDS } from '../words.ts';
import { SENDERS } from '../world.ts';
import { type Act, CONTACTS, LENGTH, type Plan, plans, QUIET } from './deeds.ts';
import { type Program, startProgram, WAYS, type Way } from './program.ts';
import { kept, type SaidNow, undecided, unsettled, type Written } from './promises.ts';
import { createWitness, type Notes } from './witness.ts';

/** Milliseconds that the program may take for what it does by itself; long, for busy machines. */
const PATIENCE = 60_000;

type Day = {
  readonly program: Program;
  readonly notes: Notes;
  readonly numbers: readonly string[];
  readonly said: SaidNow[];
  readonly written: Written[];
};

async function write({ program, numbers, written }: Day, contact: number, which: number): Promise<void> {
  const core = await program.core();
  const number = numbers[contact] ?? '';
  const [row] = all<{ id: string; author: string }>(
    core.db,
    `SELECT c.id, c.texter_id AS author FROM conversation c JOIN sender_number s ON s.id = c.sender_number_id
     WHERE c.number = ? AND s.number = ?`,
    number,
    SENDERS[program.region][which],
  );
  if (!row) throw new Error('No such conversation.');
  const body = `Text ${written.length + 1} of the day`;
  const done = core.write((tx) =>
    enqueue(core, tx, {
      conversationId: row.id,
      kind: 'reply',
      body,
      authorId: row.author,
      confirmed: ['stop-waiting'],
    }),
  );
  if (done.ok) written.push({ id: done.messageId, body, number });
}

async function byHand({ program, numbers, notes }: Day, contact: number): Promise<void> {
  const core = await program.core();
  const number = numbers[contact] ?? '';
  const [texter] = all<{ id: string }>(core.db, "SELECT id FROM account WHERE role = 'texter'");
  const me = { id: texter?.id ?? '', login: 'ana', name: 'Ana', role: 'texter' } as const;
  const by = { conversationId: null, senderNumberId: null, reason: 'Asked by telephone.' };
  core.write((tx) => optOutByHand(core, tx, me, { ...by, subject: core.subject(number), number }));
  notes.byHand.add(number);
}

async function perform(day: Day, act: Act): Promise<void> {
  const { control } = day.program.simulator;
  switch (act.do) {
    case 'write':
      return write(day, act.contact, act.which);
    case 'contact-texts': {
      const [word, number = ''] = [WORDS[act.word], day.numbers[act.contact]];
      if (!word) return;
      const to = SENDERS[day.program.region][act.which] ?? '';
      const { id } = control.reply({ from: number, to, body: word.text });
      day.said.push({ id, number, word });
      return;
    }
    case 'opt-out':
      return byHand(day, act.contact);
    case 'fault':
      return control.fault({
        path: act.path,
        kind: act.kind,
        status: act.path === 'create' ? 429 : 503,
        delayMs: 300,
      });
    case 'sleep':
      return day.program.clock.advance(act.for);
    case 'restart':
      return day.program.restart();
  }
}

async function until(what: () => Promise<string>, patience: number): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const left = await what();
    if (left === '') return;
    if (performance.now() - begun > patience) throw new Error(`The program never came to rest: ${left}.`);
    await pause(20);
  }
}

/**
 * One day of the program with all its timers, while people and providers do what the plan says, some of it
 * at once. What is asserted holds in whatever order things happen: nothing leaves after a stop was taken
 * in; and at the end, and after three weeks in which nobody decided anything, every promise is kept by the
 * simulator's own record.
 */
async function live(way: Way, plan: Plan, patience: number): Promise<void> {
  const notes: Notes = { auto: plan.auto, byHand: new Set(), confirmation: '', wrong: [] };
  const program = await startProgram(way, createWitness(notes));
  const numbers = Array.from({ length: CONTACTS }, (_, index) => fictionNumber(program.region, index));
  const day: Day = { program, notes, numbers, said: [], written: [] };
  try {
    const core = await program.core();
    const { confirmationText, organisation } = readSettings(core.db);
    notes.confirmation = merge(confirmationText, { organisation }).text;
    core.write((tx) => writeSettings(core, tx, null, { autoOptOut: plan.auto, firstResponseOnly: false }));
    await Promise.all(
      plan.deeds.map(async ({ at, act }) => {
        await pause(at);
        await perform(day, act);
      }),
    );
    await pause(LENGTH / 10);
    program.simulator.control.clearFaults();
    await until(async () => unsettled(program, await program.core(), day.said), patience);
    program.clock.advance(20 * DAY);
    await until(async () => undecided(await program.core()), patience);
    kept(program, await program.core(), { ...day, quiet: numbers[QUIET] ?? '' });
  } finally {
    await program.close();
  }
}

/** Days from one seed: one for each way in which replies come, and one more for those with webhooks. */
export function daysOf(
  seed: number,
  patience = PATIENCE,
): { readonly name: string; live(): Promise<void> }[] {
  const ways = [...WAYS, ...WAYS.filter((way) => way !== 'read')];
  return fc.sample(plans, { numRuns: ways.length, seed }).flatMap((plan, index) => {
    const way = ways[index];
    return way
      ? [{ name: `day ${index + 1}: replies are ${way}`, live: () => live(way, plan, patience) }]
      : [];
  });
}
