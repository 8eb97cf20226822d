// The common pair alone, for how soon it shows something.
import { marked } from 'marked';
import DOMPurify from 'dompurify';

globalThis.render = (post) => DOMPurify.sanitize(marked.parse(post._board.body));
