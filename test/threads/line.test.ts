import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { lineOver, type Methods } from '../../main/core/threads/line.ts';
import { startThread } from '../../main/core/threads/thread.ts';

const open: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of open.splice(0)) port1.close();
});

/** Both ends of a line in one thread; the first end calls what the second one offers. */
function ends<Theirs extends Methods>(offered: Theirs) {
  const channel = new MessageChannel();
  open.push(channel);
  lineOver(channel.port2, offered);
  return lineOver<Theirs>(channel.port1, {});
}

test('calling a function that the other end does not have is an error', async () => {
  const line = ends({ known: () => 1 } as Methods);
  expect(await line.ask('known')).toBe(1);
  await expect(line.ask('unknown')).rejects.toThrow('no function called unknown');
  // Functions that every object has must not be callable.
  await expect(line.ask('toString')).rejects.toThrow('no function called toString');
});

test('what cannot be sent is refused, and nothing waits for its answer', async () => {
  const line = ends({ take: (_: unknown) => 'taken' });
  await expect(line.ask('take', () => {})).rejects.toThrow('could not be cloned');
  expect(await line.ask('take', 'plain')).toBe('taken');
  const back = ends({ give: () => () => {} });
  await expect(back.ask('give')).rejects.toThrow('could not be cloned');
});

test('what a thread said before it ended arrives, though both come at once', async () => {
  // Which of the two comes first differs from thread to thread.
  for (let thread = 0; thread < 8; thread += 1) await hearLastWord();
});

async function hearLastWord(): Promise<void> {
  const heard: string[] = [];
  const { line, ended } = startThread<{ last(gone: SharedArrayBuffer): void }>(
    new URL('./brief.ts', import.meta.url),
    { name: 'brief', ours: { told: (word: string) => void heard.push(word) } },
  );
  const gone = new SharedArrayBuffer(4);
  const asked = expect(line.ask('last', gone)).rejects.toMatchObject({ code: 'ended' });
  Atomics.wait(new Int32Array(gone), 0, 0);
  await asked;
  expect(heard).toEqual(['the last word']);
  await ended;
}
