import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/**
 * open: all comes through. deaf: what the desk says arrives, no answer comes back. dumb: what the desk says
 * is swallowed. half: half of the next bytes of the desk arrive, then the line is cut; half-back: the same
 * on the way back. slow: some bytes at a time, each in a turn of its own. still: the desk reads nothing more.
 */
export type LineState = 'open' | 'deaf' | 'dumb' | 'half' | 'half-back' | 'slow' | 'still';

export type DeskLine = {
  readonly port: number;
  /** What becomes of everything from now on, also on lines that stand. */
  become(state: LineState): void;
  /** Waits until bytes of a desk were swallowed, halved or answered into the void since the last change. */
  harmed(): Promise<void>;
  /** Resets every line; a new one may be made. */
  cut(): void;
  close(): Promise<void>;
};

async function drip(bytes: Buffer, to: Socket): Promise<void> {
  for (let at = 0; at < bytes.length && !to.destroyed; at += 300) {
    to.write(bytes.subarray(at, at + 300));
    await new Promise(setImmediate);
  }
}

/** A TCP proxy in front of the port for desks: it sees TLS, so it harms bytes and never words. */
export async function startDeskLine(target: () => number): Promise<DeskLine> {
  const lines = new Set<readonly [Socket, Socket]>();
  let state: LineState = 'open';
  let harm = Promise.withResolvers<void>();
  const cut = () => {
    for (const pair of lines) for (const socket of pair) socket.resetAndDestroy();
  };

  /** Passes one way on. The parts of a slow line keep their order. */
  function pass(from: Socket, to: Socket, fromDesk: boolean): void {
    let before = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      if (state === (fromDesk ? 'dumb' : 'deaf')) harm.resolve();
      else if (state === (fromDesk ? 'half' : 'half-back')) {
        state = 'open';
        to.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
          cut();
          harm.resolve();
        });
      } else {
        if (state === 'still' && !fromDesk) from.pause();
        before = before.then(() => (state === 'slow' ? drip(bytes, to) : void to.write(bytes)));
      }
    });
    from.on('end', () => void before.then(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }

  const server = createServer((desk) => {
    const console_ = connect(target(), '127.0.0.1');
    const pair = [desk, console_] as const;
    lines.add(pair);
    desk.on('close', () => lines.delete(pair));
    pass(desk, console_, true);
    pass(console_, desk, false);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    become: (next) => {
      state = next;
      harm = Promise.withResolvers<void>();
      for (const [, console_] of lines) console_.resume();
    },
    harmed: () => harm.promise,
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
