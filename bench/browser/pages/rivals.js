import { marked } from 'marked';
import DOMPurify from 'dompurify';
import markdownit from 'markdown-it/browser'; // bundled with its dependencies

const md = markdownit({ html: true, linkify: true });
const body = (post) => post._board.body;

globalThis.rivals = {
  marked: (post, div) => { div.innerHTML = DOMPurify.sanitize(marked.parse(body(post))); },
  markdownit: (post, div) => { div.innerHTML = DOMPurify.sanitize(md.render(body(post))); },
  setHTML: (post, div) => { div.setHTML(marked.parse(body(post))); },
};
