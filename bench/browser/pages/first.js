// marked + DOMPurify alone, for the time to the first HTML.
import { marked } from 'marked';
import DOMPurify from 'dompurify';

globalThis.render = (post) => DOMPurify.sanitize(marked.parse(post._board.body));
