// The engine: the publisher's own Go code as WebAssembly. One serves all
// widgets on a page. It is fetched when it is first called or warmed up, runs
// in a worker where the page allows one, and is thrown away when it crashes
// or hangs; the next call starts a fresh one.

import { scriptURL } from './trusted.js';

const startLimit = 30_000;
const callLimit = 2_000;
const moment = 100;

const referrerPolicy = 'no-referrer';

// What a way to run the engine rejects with if the page does not allow it.
const closed = new Error('this page allows no engine');

class Engine {
  files; // {script, wasm}: their addresses, which loader.js has
  nonce = ''; // of our script, where the page's policy wants one
  #running; // a promise of the connection
  #ready = false; // the promise was kept
  #queue = Promise.resolve();
  #hopeless = new WeakSet(); // items that the engine did not survive

  /** warmUp starts the engine before it is called. A failure shows when it is. */
  warmUp() {
    this.#connection().catch(() => {});
  }

  /** soon gives what a promise gives, if the engine runs and answers at once. */
  soon(promise) {
    return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, this.#ready ? moment : 0))]);
  }

  /** gaveUp reports whether the engine did not survive an item. */
  gaveUp(item) {
    return this.#hopeless.has(item);
  }

  /** parse reads a source file: what a list shows of the post; see worker.js. */
  parse(name, source) {
    return this.#call('parse', [name, source]);
  }

  /**
   * article renders a feed item: {html, hosts}; see worker.js. It is sent as a
   * text: an object would be 4 % more work for the worker.
   */
  article(item, options) {
    return this.#call('article', [JSON.stringify(needed(item)), JSON.stringify(options)], item);
  }

  /** #call asks at once, and then waits for its turn, so that each call has its own time. */
  #call(op, args, item) {
    const result = this.#ask(op, args, item, this.#queue);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #ask(op, args, item, turn) {
    if (this.gaveUp(item)) throw new Error('this post is too much for the engine');
    const connection = await this.#connection();
    const asked = connection.ask({ op, args });
    asked.catch(() => {}); // it is seen to below
    await turn;
    if (connection.lost) return this.#ask(op, args, item);
    try {
      return await answer(asked, callLimit);
    } catch (error) {
      connection.close();
      connection.lost = true; // with all that was asked meanwhile
      this.#stop();
      if (item) this.#hopeless.add(item);
      throw error;
    }
  }

  /** #connection starts the engine; if that fails, the next call tries again. */
  async #connection() {
    this.#running ??= connect();
    try {
      const connection = await this.#running;
      this.#ready = true;
      return connection;
    } catch (error) {
      this.#stop();
      throw error;
    }
  }

  #stop() {
    this.#running = undefined;
    this.#ready = false;
  }
}

export const engine = new Engine();

/** needed is what the engine reads of an item: it has no use for HTML that it made. */
function needed(item) {
  if (item._board?.body == null || typeof item.title !== 'string' || !item.title) return item;
  const { content_html, content_text, ...rest } = item;
  return rest;
}

/** connect tries the ways to run the engine, the best first. */
async function connect() {
  for (const way of [engine.files.script.origin === self.origin ? inWorker : inBlobWorker, inPage]) {
    let connection;
    try {
      connection = await way();
      await answer(connection.ask({ op: 'start', args: [engine.files.wasm.href, __WASM__.integrity] }), startLimit);
      return connection;
    } catch (error) {
      connection?.close();
      if (error !== closed) throw error;
    }
  }
  throw closed;
}

const inWorker = () => startWorker(engine.files.script.href);

let blobURL;

/** inBlobWorker: a worker's script must be of the page's origin, or a blob. */
async function inBlobWorker() {
  blobURL ??= URL.createObjectURL(await fetchScript());
  return startWorker(blobURL);
}

async function fetchScript() {
  const response = await fetch(engine.files.script, { credentials: 'omit', referrerPolicy, integrity: __ENGINE__.integrity });
  return new Blob([await response.text()], { type: 'text/javascript' });
}

function startWorker(url) {
  let worker;
  try {
    worker = new Worker(scriptURL(url));
  } catch {
    throw closed;
  }
  const waiting = []; // for answers, which come in the order of the questions
  worker.onmessage = ({ data }) => waiting.shift().resolve(data);
  worker.onerror = (event) => {
    event.preventDefault(); // it is reported here, not in the page's console
    waiting.forEach(({ reject }) => reject(closed));
  };
  const ask = (message) => new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.postMessage(message);
  });
  return { ask, close: () => worker.terminate() };
}

let spent = false; // an engine in the page failed: nothing can stop it, and it stays

/**
 * inPage runs the engine in the page, for want of a worker. The script finds
 * us by a symbol that is gone as soon as it has run.
 */
async function inPage() {
  if (spent) throw closed;
  const symbol = Symbol.for('board-view.engine');
  return new Promise((resolve, reject) => {
    const element = newScript();
    globalThis[symbol] = (ask) => resolve({ ask, close() { spent = true; } });
    element.onload = element.onerror = () => {
      delete globalThis[symbol];
      element.remove();
      reject(closed); // says nothing if the script has found us
    };
    document.head.append(element);
  });
}

function newScript() {
  return Object.assign(document.createElement('script'), {
    integrity: __ENGINE__.integrity,
    crossOrigin: 'anonymous',
    referrerPolicy,
    nonce: engine.nonce,
    src: scriptURL(engine.files.script.href),
  });
}

/** answer gives the value of an answer, {value} or {error}, that comes in time. */
async function answer(asked, limit) {
  const { value, error } = await within(limit, asked);
  if (value === undefined) throw new Error(error);
  return value;
}

/** within rejects when a promise takes too long. */
function within(limit, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
