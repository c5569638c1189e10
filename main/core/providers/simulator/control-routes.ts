import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Control } from './control.ts';
import type { SimEnv } from './faults.ts';
import { AnswerScript } from './people.ts';

/**
 * The control API over HTTP, all JSON; a table of it stands in main/core/providers/README.md. Bad input gets
 * 400 with `{error}` naming the field.
 */
export function controlRoutes(control: Control): Hono<SimEnv> {
  const app = new Hono<SimEnv>();
  const json = async (c: Context<SimEnv>): Promise<never> => {
    const text = await c.req.text();
    // Each function of the control API parses its input; the cast only passes it on.
    return JSON.parse(text === '' ? '{}' : text) as never;
  };
  const done = (c: Context<SimEnv>) => c.json({ ok: true });

  app.use(async (c, next) => {
    // Browsers name the page that asks. No web page may call this, and the port is open to every program on
    // this computer.
    if (c.req.header('origin') !== undefined) return c.json({ error: 'Not for web pages.' }, 403);
    return next();
  });
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ error: 'The body is not JSON.' }, 400);
    return c.json({ error: error.message }, 500);
  });

  app.post('/replies', async (c) => c.json(control.reply(await json(c)), 201));
  app.get('/faults', (c) => c.json(control.faults()));
  app.post('/faults', async (c) => {
    control.fault(await json(c));
    return done(c);
  });
  app.delete('/faults', (c) => {
    control.clearFaults();
    return done(c);
  });
  app.post('/outcomes', async (c) => {
    control.outcome(await json(c));
    return done(c);
  });
  app.get('/clock', (c) => c.json({ now: control.now() }));
  app.post('/clock', async (c) => c.json(control.clock(await json(c))));
  app.get('/callback', (c) => c.json(control.callbacks()));
  app.post('/callback', async (c) => {
    control.setCallback(await json(c));
    return done(c);
  });
  app.get('/requests', (c) => c.json(control.requests()));
  app.get('/contacts', (c) => c.json(control.contacts()));
  app.get('/contacts/:number', (c) => c.json(control.contact(c.req.param('number'))));
  app.get('/contacts/:number/said', (c) => c.json(control.said(c.req.param('number'))));
  app.get('/blocks', (c) => c.json(control.blocks()));
  app.post('/blocks', async (c) => {
    const input = z.object({ sender: z.string(), contact: z.string(), blocked: z.boolean().default(true) });
    const { sender, contact, blocked } = input.parse(await json(c));
    control.block(sender, contact, blocked);
    return done(c);
  });
  app.get('/numbers', (c) => c.json({ numbers: control.numbers() }));
  app.post('/numbers', async (c) => {
    control.setNumbers(z.object({ numbers: z.array(z.string()) }).parse(await json(c)).numbers);
    return done(c);
  });
  app.post('/auto-answer', async (c) => {
    control.autoAnswer(
      z.object({ script: z.union([z.boolean(), AnswerScript]) }).parse(await json(c)).script,
    );
    return done(c);
  });
  app.post('/reset', (c) => {
    control.reset();
    return done(c);
  });
  app.all('/*', (c) => c.json({ error: 'No such control path.' }, 404));
  return app;
}
