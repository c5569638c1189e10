import { request } from 'node:http';
import { simulatorCredentials as ours } from '../../../main/core/providers/simulator/credentials.ts';
import { loadClock, OURS, stopNumber } from '../load/protocol.ts';

const authorization = `Basic ${Buffer.from(`${ours.callbackUser}:${ours.callbackPassword}`).toString('base64')}`;
const now = loadClock();

/**
 * Sends STOP as Bandwidth does, over a connection of its own. Resolves to the milliseconds from connecting
 * until it is answered that it is kept.
 */
export function sayStop(url: string, index: number): Promise<number> {
  const time = new Date(now()).toISOString();
  const message = {
    id: `stop-${index}`,
    owner: OURS,
    time,
    direction: 'in',
    to: [OURS],
    from: stopNumber(index),
  };
  const body = JSON.stringify([{ type: 'message-received', time, message: { ...message, text: 'STOP' } }]);
  const headers = { authorization, 'content-type': 'application/json' };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, headers }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - began);
        else reject(new Error(`A STOP was answered with ${response.statusCode}.`));
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
