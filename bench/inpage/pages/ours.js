// Our engine, in a frame of its own. Where the frame forbids workers it
// runs in the page.
import { engine } from 'board/post/engine.js';

engine.files = { script: new URL(__ENGINE__.name, import.meta.url), wasm: new URL(__WASM__.name, import.meta.url) };

const options = { policy: 'full', images: 'board', base: new URL('/feed.json', location).href, headingLevel: 2, ugc: true };

globalThis.render = async (post) => (await engine.article(post, options)).html;
