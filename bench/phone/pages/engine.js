import { engine } from 'board/post/engine.js';

engine.files = { script: new URL(__ENGINE__.name, import.meta.url), wasm: new URL(__WASM__.name, import.meta.url) };

engine.warmUp?.();
const feed = await (await fetch('{{board}}/feed.json')).json();
const options = { policy: 'full', images: 'board', base: '{{board}}/feed.json', headingLevel: 2, ugc: true };
const { html } = await engine.article(feed.items[0], options);
document.querySelector('#post').innerHTML = html;
