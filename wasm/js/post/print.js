// Prints a post without the page around it, from a frame that exists only while
// printing. tools.js calls it.

import { el } from '../dom.js';
import css from './post.css';
import paper from './print.css';

/** print prints an article under a title. */
export async function print(article, title) {
  const frame = el('iframe', { 'aria-hidden': 'true', tabindex: '-1', part: 'paper' });
  await new Promise((resolve) => {
    frame.onload = resolve;
    article.getRootNode().append(frame);
  });
  const { contentWindow: window, contentDocument: sheet } = frame;
  const styles = new window.CSSStyleSheet();
  styles.replaceSync(paper + css);
  sheet.adoptedStyleSheets = [styles];
  sheet.title = title;
  sheet.documentElement.lang = article.lang;
  const copy = sheet.importNode(article, true);
  const pictures = [...copy.querySelectorAll('img')];
  pictures.forEach((img) => { img.loading = 'eager'; });
  const body = sheet.createElement('div');
  body.setAttribute('part', 'body');
  body.append(copy);
  sheet.body.append(body);
  await Promise.allSettled(pictures.map((img) => img.decode()));
  window.onafterprint = () => frame.remove();
  window.print();
}
