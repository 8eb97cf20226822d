// Runs the Go program and answers for it. The builder puts this after Go's
// own wasm_exec.js in a closure where globalThis is a private object, the Go
// program's global scope: Go has put its runtime class on it. The same file
// runs in a worker and, for want of one, in the page; the surroundings
// proper are self.

const operations = {
  start,

  /** policy is the allow-list, as Element.setHTML takes it. */
  policy: () => JSON.parse(call(0, '', '')),

  /** parse reads a source file: what a list shows of the post, and the findings. */
  parse(name, source) {
    const [id, subject, label, date, expires, by, language, ...findings] = call(1, name, source).split('\0');
    return { id, subject, label, date, expires, by, language, findings };
  },

  /**
   * article renders a feed item, which is JSON as the options are: {html,
   * hosts}. The hosts are where pictures would come from that the options keep
   * out.
   */
  article(item, options) {
    const [html, ...held] = call(2, options, item).split('\0');
    const hosts = new Set(held.map((address) => new URL(address).host));
    if (held.length) hosts.delete(new URL(JSON.parse(options).base).host);
    return { html, hosts: [...hosts] };
  },
};

let program; // the Go program: its runtime, and what it exports
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** serve answers one question: {value} or {error}. */
async function serve({ op, args }) {
  try {
    return { value: await operations[op](...args) };
  } catch (error) { // a stack overflow or "unreachable" leaves Go in ruins
    return { error: String(error) };
  }
}

/** call calls a function of the Go program with two texts; see main.go. */
function call(number, ...texts) {
  const { go, room, call, mem } = program;
  if (go.exited) throw new Error('the Go program has exited');
  let at = room(3 * (texts[0].length + texts[1].length)); // in UTF-8, at the most
  const sizes = texts.map((text) => {
    const size = put(text, new Uint8Array(mem.buffer, at));
    at += size;
    return size;
  });
  const size = call(number, ...sizes);
  const answer = decoder.decode(new Uint8Array(mem.buffer, room(0), size < 0 ? ~size : size));
  if (size < 0) throw new Error(answer);
  return answer;
}

/** put writes a text, or bytes, and gives the size. */
function put(text, memory) {
  if (typeof text === 'string') return encoder.encodeInto(text, memory).written;
  memory.set(text);
  return text.length;
}

/** start runs the Go program up to where it can be called. */
async function start(url, integrity) {
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // throws, before the download, where the CSP says no
  const go = Object.assign(new globalThis.Go(), { env: { GOGC: '300' } }); // a tenth faster than 100, for 8 MB more
  const instance = await load(url, integrity, go.importObject);
  await Promise.race([go.run(instance), null]); // run has run all that is not called; it says why if it could not
  program = { go, ...instance.exports };
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
