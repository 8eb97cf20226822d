// Runs the Go program and answers for it. The builder puts this after Go's
// own wasm_exec.js in a closure where globalThis is a private object, the Go
// program's global scope: Go has put its runtime class on it, and our
// program puts boardEngine there. The same file runs in a worker and, for
// want of one, in the page; the surroundings proper are self.

const operations = {
  start,

  /** parse reads a source file: what a list shows of the post, and the findings. */
  parse(name, source) {
    const [id, subject, label, date, expires, by, language, ...findings] = call('parse', name, source).split('\0');
    return { id, subject, label, date, expires, by, language, findings };
  },

  /** policy is the allow-list, as Element.setHTML takes it. */
  policy: () => JSON.parse(call('policy')),

  /** article renders a feed item: {html, hosts}. */
  article(item, options) {
    const source = JSON.stringify(item);
    const html = call('article', source, JSON.stringify(options));
    return { html, hosts: foreignHosts(source, options) };
  },
};

/** serve answers one question: {value} or {error}. */
async function serve({ op, args }) {
  try {
    return { value: await operations[op](...args) };
  } catch (error) { // a stack overflow or "unreachable" leaves Go in ruins
    return { error: String(error) };
  }
}

/** call calls the Go program, which gives {value}, {error} or, when it has exited, nothing. */
function call(name, ...args) {
  const { value, error = 'the Go program has exited' } = globalThis.boardEngine[name](...args) ?? {};
  if (value === undefined) throw new Error(error);
  return value;
}

/**
 * foreignHosts are where pictures would come from that the options keep out.
 * Rendering again tells, where a post names others at all.
 */
function foreignHosts(source, options) {
  if (options.images !== 'board' || !/<img|!\[|photos|image/i.test(source)) return [];
  const { host } = new URL(options.base);
  const named = Array.from(source.matchAll(/https:\/\/([\w.:-]*)/gi), ([, name]) => name);
  if (named.every((name) => name === host)) return [];
  const shown = call('article', source, JSON.stringify({ ...options, images: 'any' }));
  const sources = shown.matchAll(/<img src="([^"]*)/g); // in Go's HTML, values have neither " nor >
  const hosts = new Set(Array.from(sources, ([, src]) => new URL(src, options.base).host));
  hosts.delete(host);
  return [...hosts];
}

/** start runs the Go program up to where it can be called. */
async function start(url, integrity) {
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // throws, before the download, where the CSP says no
  const go = new globalThis.Go();
  const instance = await load(url, integrity, go.importObject);
  const ready = new Promise((resolve) => { globalThis.boardEngineReady = resolve; });
  const exited = go.run(instance).then(() => { throw new Error('the Go program has exited'); });
  exited.catch(() => {}); // later calls find out by themselves
  await Promise.race([ready, exited]);
  return true;
}

/** load compiles while it downloads where the server names the type right. */
async function load(url, integrity, imports) {
  const response = await fetch(url, { integrity, credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  const streams = response.headers.get('content-type') === 'application/wasm';
  const { instance } = streams
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  return instance;
}

if (typeof DedicatedWorkerGlobalScope === 'function') {
  self.onmessage = async ({ data }) => self.postMessage(await serve(data));
} else {
  const symbol = Symbol.for('board-view.engine');
  const meet = self[symbol];
  delete self[symbol];
  meet?.(serve);
}
