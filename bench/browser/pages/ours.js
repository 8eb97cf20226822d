// Our engine, in a frame of its own. It runs in a worker unless the frame's
// policy forbids workers.
import { engine } from 'board/post/engine.js';

engine.files = { script: new URL(__ENGINE__.name, import.meta.url), wasm: new URL(__WASM__.name, import.meta.url) };

const options = { policy: 'full', images: 'board', base: new URL('/feed.json', location).href, headingLevel: 2, ugc: true };

globalThis.render = async (post) => (await engine.article(post, options)).html;
