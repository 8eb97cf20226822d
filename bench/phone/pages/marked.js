import { marked } from 'marked';
import DOMPurify from 'dompurify';

const feed = await (await fetch('{{board}}/feed.json')).json();
document.querySelector('#post').innerHTML = DOMPurify.sanitize(marked.parse(feed.items[0]._board.body));
