// Runs the Go program and answers requests, {op, args}. The build puts this file
// after Go's own wasm_exec.js into a closure in which globalThis is a private
// object, the global scope of the Go program. The result runs in a worker, or in
// the page if there can be no worker; self is the real global scope. Above it stands
// a script with the operations: operations.js, or that of the editor.

let program; // the Go program: its runtime and exports
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** serve answers a request with {value} or {error}. */
async function serve({ op, args }) {
  try {
    return { value: await operations[op](...args) };
  } catch (error) { // after a stack overflow or "unreachable" the Go program cannot go on
    return { error: String(error) };
  }
}

/** call calls a function of the Go program with two texts; see wasm/main.go. */
function call(number, ...texts) {
  const { go, room, call, mem } = program;
  if (go.exited) throw new Error('the Go program has exited');
  let at = room(3 * (texts[0].length + texts[1].length)); // at most, in UTF-8
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

/** put writes a text or bytes, and returns the size. */
function put(text, memory) {
  if (typeof text === 'string') return encoder.encodeInto(text, memory).written;
  memory.set(text);
  return text.length;
}

/** start runs the Go program until it can be called. */
async function start(url, integrity) {
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // throws before the download if the CSP forbids WebAssembly
  const go = Object.assign(new globalThis.Go(), { env: { GOGC: '300' } }); // 10 % faster than 100, with 8 MB more memory
  const instance = await load(url, integrity, go.importObject);
  await Promise.race([go.run(instance), null]); // run has started the program synchronously; its promise rejects if that failed
  program = { go, ...instance.exports };
  return true;
}

/** load compiles during the download if the server sends the right type. */
async function load(url, integrity, imports) {
  const response = await fetch(url, { integrity, credentials: 'omit', redirect: 'manual', referrerPolicy: 'no-referrer' });
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
