import assert from 'node:assert/strict';
import { signTwilio } from '../../main/core/providers/twilio/signature.ts';
import type { Scene } from './acts.ts';
import type { Model } from './model.ts';
import type { Letter } from './servers.ts';
import type { World } from './world.ts';

/** Events of the providers that wait in a mailbox, and how they are delivered. */

/** The provider's id of the reply in an event; null: the event is about something else. */
function replyIn({ body }: Letter): string | null {
  if (!body.startsWith('[')) return new URLSearchParams(body).get('MessageSid');
  const [event]: { type: string; message: { id: string } }[] = JSON.parse(body);
  return event?.type === 'message-received' ? event.message.id : null;
}

function pick(world: World, chosen: number): Letter[] {
  const { letters } = world.mailbox;
  return letters.slice(chosen % Math.max(1, letters.length)).slice(0, 1);
}

/**
 * Delivers events: one, chosen among all that ever were, so that some come twice and some in another order;
 * all; or those that came since the last time.
 */
export async function deliver(model: Model, scene: Scene, chosen: number | 'all' | 'new'): Promise<void> {
  const { world } = scene;
  const { letters } = world.mailbox;
  const which =
    chosen === 'all' ? [...letters] : chosen === 'new' ? letters.slice(scene.read) : pick(world, chosen);
  if (chosen === 'new') scene.read = letters.length;
  for (const letter of which) {
    const id = replyIn(letter);
    const said = model.said.find((text) => text.id === id);
    if (id !== null && !said) throw new Error('The mailbox holds what nobody said.');
    if (said) model.hear(said, world.region === 'GB' ? model.now : said.at);
    assert.equal(await world.deliver(letter), 200);
    model.wayIn.called();
  }
}

/**
 * The same event changed into a STOP of somebody who never wrote it, without the provider's credentials or
 * with another event's.
 */
function forged(world: World, letter: Letter, tampered: boolean): Letter {
  if (world.region === 'US') {
    const body = letter.body
      .replace(/"id":"[^"]*"/, '"id":"forged"')
      .replace(/"text":"[^"]*"/, '"text":"STOP"');
    const wrong = `Basic ${Buffer.from('simulator-callback:guessed').toString('base64')}`;
    return { headers: { ...letter.headers, authorization: wrong }, body };
  }
  const form = new URLSearchParams(letter.body);
  form.set('MessageSid', 'SMforged');
  form.set('Body', 'STOP');
  const signature = signTwilio('guessed', world.mailbox.url, form);
  const headers = tampered ? letter.headers : { ...letter.headers, 'x-twilio-signature': signature };
  return { headers, body: form.toString() };
}

/**
 * Somebody other than the provider calls: the call is refused and changes nothing, not even whether
 * webhooks count as working.
 */
export async function forge(_: Model, { world }: Scene, chosen: number, tampered: boolean): Promise<void> {
  for (const letter of pick(world, chosen)) {
    assert.equal(await world.deliver(forged(world, letter, tampered)), 403);
  }
}
