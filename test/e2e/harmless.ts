/**
 * What is looked for in a page that shows texts of strangers. Each function is sent to the page as source
 * text, so it may use nothing but the page. Each returns a list of what is wrong, in words.
 */

/** Elements and attributes that no screen of Heed has, and that appear only if a text is taken for markup. */
export function foreignElements(): string[] {
  const strange = [
    'iframe, object, embed, marquee, base, portal, frame, meta[http-equiv]',
    'h1:has(+ b + marquee)',
    '[onerror], [onload], [onclick], [onmouseover], [onfocus]',
    '[src*="evil"], [href*="evil"], [action], [srcdoc], [style*="evil"]',
    '[href^="javascript:" i], [href^="data:" i]',
    'img[src="x"], body script, body link, svg[onload]',
  ].join(', ');
  return [...document.querySelectorAll(strange)]
    .filter((each) => !(each instanceof HTMLScriptElement && each.type === 'module'))
    .map((each) => each.outerHTML.slice(0, 120));
}

/** Whether the page, or a part of it that is not meant to scroll sideways, is wider than it may be. */
export function tooWide(): string[] {
  const page = document.scrollingElement ?? document.body;
  const wrong = page.scrollWidth > page.clientWidth + 1 ? [`page: ${page.scrollWidth}`] : [];
  for (const each of document.querySelectorAll<HTMLElement>('body *')) {
    const box = each.getBoundingClientRect();
    if (box.width === 0 || box.right <= innerWidth + 1) continue;
    // Cut off or scrolled by an element around it, so not seen outside of that.
    let around = each.parentElement;
    while (around && getComputedStyle(around).overflowX === 'visible') around = around.parentElement;
    if (!around || around === document.body || around === document.documentElement)
      wrong.push(`${each.tagName}.${each.className}: ${Math.round(box.right)}`);
  }
  // Words that are cut off where no dots say so and nobody can scroll to them.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const line = document.createRange();
    line.selectNodeContents(node);
    const { right, width, height } = line.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    // Characters that are joined without end count as one: no browser breaks a line within, and the pane
    // around it cuts it off.
    const signs = new Intl.Segmenter().segment(node.textContent ?? '');
    if ([...signs].some(({ segment }) => segment.length > 40)) continue;
    for (let around = node.parentElement; around; around = around.parentElement) {
      const { overflowX, textOverflow, position } = getComputedStyle(around);
      const box = around.getBoundingClientRect();
      if (textOverflow === 'ellipsis' || box.width < 2 || position === 'fixed') break;
      if (overflowX === 'visible') continue;
      if (right > box.right + 1 && overflowX !== 'scroll' && around.scrollLeft === 0 && box.width > 100)
        wrong.push(
          `cut: ${JSON.stringify(node.textContent?.slice(0, 30))} in ${around.tagName}.${around.className}`,
        );
      break;
    }
  }
  return wrong.slice(0, 5);
}

/**
 * Texts that change the direction of writing and leave it changed while other words follow in the same
 * line: those would be turned around.
 */
export function bidiLeaks(): string[] {
  const wrong: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const open: string[] = [];
    let after = '';
    for (const sign of text) {
      if (/[\u202a\u202b\u202d\u202e\u2066-\u2068]/.test(sign)) open.push(sign);
      else if (/[\u202c\u2069]/.test(sign)) open.pop();
      else if (open.length > 0) after += sign;
    }
    if (open.length === 0 || after === '') continue;
    // The nearest element around it that keeps its direction to itself: a block, or one that isolates.
    let around = node.parentElement;
    while (
      around &&
      getComputedStyle(around).display === 'inline' &&
      getComputedStyle(around).unicodeBidi === 'normal'
    )
      around = around.parentElement;
    const rest = document.createRange();
    rest.setStartAfter(node);
    if (around) rest.setEnd(around, around.childNodes.length);
    const following = [...rest.cloneContents().childNodes]
      .filter(
        (each) =>
          each.nodeType === Node.TEXT_NODE || (each instanceof HTMLElement && each.tagName === 'SPAN'),
      )
      .map((each) => each.textContent ?? '')
      .join('');
    if (around && !rest.collapsed && following.trim() !== '' && getComputedStyle(around).display !== 'flex')
      wrong.push(
        `${around.tagName}: ${JSON.stringify(text.slice(0, 40))} before ${JSON.stringify(following.slice(0, 40))}`,
      );
  }
  return wrong.slice(0, 5);
}
