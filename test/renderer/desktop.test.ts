import { expect, test, vi } from 'vitest';

/** A window of the desktop program, as far as orders want one. */
async function desktopWindow() {
  const page = Object.assign(new EventTarget(), { heed: { desktop: { orders: 'order', tell() {} } } });
  vi.stubGlobal('window', page);
  vi.stubGlobal('heed', page.heed);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.resetModules();
  const { onOrder } = await import('../../renderer/desktop.ts');
  const order = (data: unknown, source: unknown = page) =>
    page.dispatchEvent(Object.assign(new Event('message'), { data, source }));
  return { onOrder, order };
}

test('orders reach who listens, from the desktop program alone', async () => {
  const { onOrder, order } = await desktopWindow();
  const heard: string[] = [];
  const end = onOrder('keys', () => heard.push('keys'));
  onOrder('join', () => heard.push('join'));
  order('order keys');
  order('order join');
  order('order keys', {});
  order('keys');
  order({ order: 'keys' });
  end();
  order('order keys');
  expect(heard).toEqual(['keys', 'join']);
});

test('a page that was loaded again is told so, although it was not drawn yet; other orders do not wait', async () => {
  const { onOrder, order } = await desktopWindow();
  order('order page-again');
  order('order keys');
  const heard: string[] = [];
  onOrder('page-again', () => heard.push('page-again'));
  onOrder('page-again', () => heard.push('a second time'));
  onOrder('keys', () => heard.push('keys'));
  expect(heard).toEqual(['page-again']);
});
