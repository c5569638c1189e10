/** Sample code that checks an event's signature; test/hosts runs it. */
export const CHECK_SAMPLE = `import { createHmac, timingSafeEqual } from 'node:crypto';

// body: exactly the bytes that came, before any JSON parsing.
export function fromHeed(headers, body, secret) {
  const id = headers['webhook-id'], time = headers['webhook-timestamp'];
  const fresh = Math.abs(Date.now() / 1000 - Number(time)) < 300;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const hmac = createHmac('sha256', key).update(\`\${id}.\${time}.\`).update(body);
  const ours = Buffer.from(\`v1,\${hmac.digest('base64')}\`);
  const theirs = Buffer.from(String(headers['webhook-signature']));
  return fresh && ours.length === theirs.length && timingSafeEqual(ours, theirs);
}`;

const ERRORS = [
  ['400', 'BAD_REQUEST', 'The body is not JSON.'],
  ['401', 'UNAUTHORIZED', 'No token, or one that is unknown, expired or revoked.'],
  ['403', 'FORBIDDEN', 'Your role, or an API key, may not do this.'],
  ['404', 'NOT_FOUND', 'There is no such thing, or your role may not know of it.'],
  ['409', 'CONFLICT', 'It changed in the meantime, or cannot be done as things stand.'],
  ['409', 'GUARD', 'The text may not be sent; data.rule says which rule stopped it.'],
  ['413', 'PAYLOAD_TOO_LARGE', 'The body is larger than 2 MiB.'],
  ['422', 'INVALID', 'Something in the input is wrong; data.issues says which field.'],
  ['429', 'LOCKED', 'Too many calls or tries; data.until says until when, in UTC milliseconds.'],
  ['503', 'UNAVAILABLE', 'No store is open.'],
] as const;

/** HTML about callers and errors. */
export function callingGuide(base: string): string {
  return `<section id="calling"><h2>Calling</h2>
<p>Every call but a few needs a token, sent as <code>Authorization: Bearer …</code>. There are two kinds:</p>
<ul>
<li><strong>An API key</strong> (<code>heed_…</code>), for programs. An admin makes it in Heed under Settings, API keys, with a role and an
end of a year at most, and can revoke it at any time. It acts under its own name; a texter’s key acts for that texter, and sees no more.
25 calls a second. Keys make no keys.</li>
<li><strong>A sign-in</strong>, for people: <code>POST /session</code> with login and password gives a token that ends after a while
without use, and after twelve hours at most.</li>
</ul>
<pre>curl -H "Authorization: Bearer heed_…" ${base}/session</pre>
<p>Times are UTC milliseconds, numbers E.164. Fields in braces in an address belong to the path; the other fields of a GET go in the
query string, all others in a JSON body. A field or parameter that nobody knows is refused by its name (422). Lists come in pages: send <code>next</code> back as <code>cursor</code>.</p>
</section>
<section id="once"><h2>Once, however often it comes</h2>
<p>Nobody knows whether a call was done whose answer was lost on the way. Send an <code>Idempotency-Key</code> of your choice (a UUID, say)
with each call that changes something, and the same key when you send it again:</p>
<pre tabindex="0">curl -X POST -H "Authorization: Bearer heed_…" -H "Idempotency-Key: 0b5f7a9e-8c1d-4a52-9d3e-5f0a6c7b8d91" \\
  -H "Content-Type: application/json" -d '{"body":"See you on Saturday!"}' ${base}/conversations/…/messages</pre>
<ul>
<li>Within a day, the same call by the same caller with the same key is done once. All get the first one’s answer, also those that
come at the same time.</li>
<li>Another call or another input with that key is refused: 422.</li>
<li>A call that was refused before it changed anything is not remembered: mend it and send it with the same key.</li>
<li>409 CONFLICT: it was done before, and its answer is not kept: it held a secret that is shown once, was longer than 64 KiB, held
words of a person who has been erased, or Heed ended in the middle. Look whether it was done before you use a new key.</li>
</ul>
</section>
<section id="errors"><h2>Errors</h2>
<p>An error is JSON with <code>code</code>, <code>status</code>, and a <code>message</code> for people.</p>
<table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Means</th></tr></thead><tbody>
${ERRORS.map(([status, code, means]) => `<tr><td>${status}</td><td><code>${code}</code></td><td>${means}</td></tr>`).join('\n')}
</tbody></table>
</section>`;
}

/** HTML about the calls that Heed makes, and how to check them; `sample` and `body` are escaped already. */
export function webhookGuide(sample: string, bodies: string): string {
  return `<section id="webhooks"><h2>What Heed sends to you</h2>
<p>An admin adds an address under Settings, Webhooks. From then on Heed posts JSON to it for each opt-out, opt-in and answer:
at least once, in order, each tried again for a day, at growing intervals, until a 2xx answer comes within ten seconds. Redirects are
not followed. After a day without success the webhook is paused and shown as such; nothing is lost.</p>
<ul>
<li>Act upon <code>optedOut</code>: it is the number’s state after this event. After an opt-in another opt-out may still stand.</li>
<li>An answer says in <code>answer</code> what is in force after it: recorded, corrected or taken back. An answer is no leave to text:
<code>optedOut</code> counts there as well.</li>
<li>Keep <code>id</code> and skip what you know: an event may come twice.</li>
<li>Check the signature before you believe anything. The secret is shown once, when the webhook is made.</li>
</ul>
${bodies}
<h3>Checking a signature</h3>
<p>Calls are signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> has it. Its libraries check them in many
languages, such as <code>new Webhook(secret).verify(body, headers)</code> of the npm package <code>standardwebhooks</code>. By hand:</p>
<pre>${sample}</pre>
</section>`;
}
