// The engine: the publisher's own Go code, compiled to WebAssembly. The reader
// calls it; one engine serves all elements on a page. It is loaded at the first
// call or warmUp, in a worker if the page's policy allows one. It is discarded
// when it crashes or hangs, and the next call starts a new one. It knows items
// and options as JSON, and nothing of elements.

import { request } from '../feed/fetch.js';
import { json } from '../json.js';
import { scriptURL } from './trusted.js';

const startLimit = 30_000;
const callLimit = 2_000;
const inPageLimit = 32 << 10; // characters of an item or a source; a longer one could stop the page for a second
const moment = 100;

const referrerPolicy = 'no-referrer';

// The error of a way to run the engine that the page does not allow.
const closed = new Error('this page allows no engine');

class Engine {
  files; // {script, wasm}: addresses, set by loader.js
  nonce = ''; // of the widget's script, if the page's policy requires one
  #running; // promise of the connection
  #ready = false; // it is resolved
  #queue = Promise.resolve();
  #hopeless = new WeakSet(); // items that crashed or hung the engine

  /** warmUp starts the engine before the first call, which reports a failure. */
  warmUp() {
    this.#connection().catch(() => {});
  }

  /** soon resolves like a promise if the engine is running and answers within a moment, else with undefined. */
  soon(promise) {
    return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, this.#ready ? moment : 0))]);
  }

  /** gaveUp reports whether an item has crashed or hung the engine. */
  gaveUp(item) {
    return this.#hopeless.has(item);
  }

  /** parse parses the source of a post; see worker.js. */
  parse(name, source) {
    return this.#call('parse', [name, source]);
  }

  /**
   * article renders a feed item: {html, hosts}; see worker.js. The item is sent
   * as text: receiving an object takes the worker 4 % more time. If the options
   * name the file that the widget made the item of, its source is sent.
   */
  article(item, options) {
    const text = options.file ? item.content_text : json(needed(item));
    return this.#call('article', [text, json(options)], item);
  }

  /** #call sends a request at once, and starts its time limit when the calls before it have ended. */
  #call(op, args, item) {
    const result = this.#ask(op, args, item, this.#queue);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #ask(op, args, item, turn) {
    if (this.gaveUp(item)) throw new Error('this post is too much for the engine');
    const connection = await this.#connection();
    if (args.some(({ length }) => length > connection.limit)) throw new Error('this post is too long for an engine in the page');
    const asked = connection.ask({ op, args });
    asked.catch(() => {}); // handled below
    await turn;
    if (connection.lost) return this.#ask(op, args, item);
    try {
      return await answer(asked, callLimit);
    } catch (error) {
      connection.close();
      connection.lost = true; // for the calls that wait for their turn
      this.#stop();
      if (item) this.#hopeless.add(item);
      throw error;
    }
  }

  /** #connection starts the engine. If that fails, the next call tries again. */
  async #connection() {
    this.#running ??= connect();
    try {
      const connection = await this.#running;
      this.#ready = true;
      return connection;
    } catch (error) {
      this.#stop();
      if (error !== closed) console.warn(error); // for the page's developer: posts are shown all the same
      throw error;
    }
  }

  #stop() {
    this.#running = undefined;
    this.#ready = false;
  }
}

export const engine = new Engine();

/** needed returns what the engine reads of an item. For an item with its source that excludes the HTML made from it. */
function needed(item) {
  if (item._board?.body == null || typeof item.title !== 'string' || !item.title) return item;
  const { content_html, content_text, ...rest } = item;
  return rest;
}

/** connect tries to run the engine in a worker, then in the page. */
async function connect() {
  for (const way of [engine.files.script.origin === self.origin ? inWorker : inBlobWorker, inPage]) {
    let connection;
    try {
      connection = await way();
      await answer(connection.ask({ op: 'start', args: [engine.files.wasm.href, __WASM__.integrity] }), startLimit);
      return connection;
    } catch (error) {
      connection?.close();
      if (error !== closed) throw await explained(error);
    }
  }
  throw closed;
}

/** explained returns the reason of a failure. Where a hash is wanted, a browser does not say that it found a redirect. */
async function explained(error) {
  if (!String(error).includes('TypeError')) return error; // no request failed
  for (const { href } of Object.values(engine.files)) {
    const found = await request(href, { method: 'HEAD', credentials: 'omit' }).catch((reason) => reason);
    if (found.reason === 'moved') return found;
  }
  return error;
}

const inWorker = () => startWorker(engine.files.script.href);

let blobURL;

/** inBlobWorker is for a script of another origin: a worker's script must be same-origin or a blob. */
async function inBlobWorker() {
  blobURL ??= URL.createObjectURL(await fetchScript());
  return startWorker(blobURL);
}

async function fetchScript() {
  const response = await request(engine.files.script.href, { credentials: 'omit', integrity: __ENGINE__.integrity });
  return new Blob([await response.text()], { type: 'text/javascript' });
}

function startWorker(url) {
  let worker;
  try {
    worker = new Worker(scriptURL(url));
  } catch {
    throw closed;
  }
  const waiting = []; // requests without an answer; answers come in order
  worker.onmessage = ({ data }) => waiting.shift().resolve(data);
  worker.onerror = (event) => {
    event.preventDefault(); // reported here, not in the page's console
    waiting.forEach(({ reject }) => reject(closed));
  };
  const ask = (message) => new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.postMessage(message);
  });
  return { ask, close: () => worker.terminate() };
}

let spent = false; // an engine in the page has failed; it cannot be stopped or replaced

/**
 * inPage runs the engine in the page if there can be no worker. Its script
 * finds the callback under a symbol, which is deleted when the script has run.
 */
async function inPage() {
  if (spent) throw closed;
  const symbol = Symbol.for('board-view.engine');
  return new Promise((resolve, reject) => {
    const element = newScript();
    globalThis[symbol] = (ask) => resolve({ ask: inTurn(ask), close() { spent = true; }, limit: inPageLimit });
    element.onload = element.onerror = () => {
      delete globalThis[symbol];
      element.remove();
      reject(closed); // no effect if the script has called back
    };
    document.head.append(element);
  });
}

/** inTurn gives each call a task to itself, so that the page can do something between many of them. */
const inTurn = (ask) => async (message) => {
  await new Promise((resolve) => setTimeout(resolve));
  return ask(message);
};

function newScript() {
  return Object.assign(document.createElement('script'), {
    integrity: __ENGINE__.integrity,
    crossOrigin: 'anonymous',
    referrerPolicy,
    nonce: engine.nonce,
    src: scriptURL(engine.files.script.href),
  });
}

/** answer returns the value of an answer, {value} or {error}, and rejects if it comes too late. */
async function answer(asked, limit) {
  const { value, error } = await within(limit, asked);
  if (value === undefined) throw new Error(error);
  return value;
}

/** within rejects if a promise takes longer than limit, in milliseconds. */
function within(limit, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
