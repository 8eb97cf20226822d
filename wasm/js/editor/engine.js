// The editor's engine: Go, compiled to WebAssembly, in a worker, so that typing never
// waits for it. Everything that reads or changes a post asks it. A call that takes too
// long is given up, and the next one starts a new engine.

const limit = 20_000; // also the first call, for which the engine is loaded

let running;

function start() {
  const worker = new Worker(new URL(__ENGINE__.name, import.meta.url));
  const waiting = []; // answers come in order
  worker.onmessage = ({ data }) => waiting.shift()?.(data);
  worker.onerror = (event) => waiting.splice(0).forEach((answer) => answer({ error: event.message || 'the engine could not be loaded' }));
  const ask = (op, ...args) => new Promise((resolve) => {
    waiting.push(resolve);
    worker.postMessage({ op, args });
  });
  return { ask, worker, ready: ask('start', new URL(__WASM__.name, import.meta.url).href, __WASM__.integrity) };
}

/** run calls a function of cmd/board/compose. */
export async function run(name, args) {
  running ??= start();
  const { ask, worker, ready } = running;
  const started = await ready;
  const { value, error } = started.error ? started : await within(ask('run', name, args));
  if (error === undefined) return value;
  if (started.error || /panic|RuntimeError|no answer/.test(error)) {
    worker.terminate();
    if (running?.worker === worker) running = undefined; // not the one that has been started since
  }
  throw new Error(error.replace(/^Error: /, ''));
}

function within(promise) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(() => resolve({ error: 'no answer from the engine' }), limit); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
