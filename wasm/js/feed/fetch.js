// Reads text from the network, with limits on time and size. board.js calls
// it for feeds, post/whole.js for long posts, and engine.js for its script. It
// does not know what the text means.

const maxBytes = 2 << 20;
const maxTime = 10_000; // milliseconds, for the whole answer

/** failure returns an error with a reason, for which list/reasons.js has words. */
export const failure = (reason, message = reason) => Object.assign(new Error(message), { reason });

/**
 * request returns the response of a server. It follows no redirect: the host
 * that one leads to must not learn of the reader.
 */
export async function request(address, options) {
  const response = await fetch(address, { redirect: 'manual', referrerPolicy: 'no-referrer', ...options });
  if (response.type === 'opaqueredirect') throw failure('moved', `${address} redirects`);
  if (!response.ok) throw failure(`HTTP ${response.status}`);
  return response;
}

/**
 * credentials returns a mode in which no cookie is sent. To another origin both
 * modes send none, and only "same-origin" lets a preload be used.
 */
export const credentials = (address) => (new URL(address).origin === location.origin ? 'omit' : 'same-origin');

/** readText returns {text, chunks, url}: the chunks are the bytes, for a signature; url is without a fragment. */
export async function readText(address, { signal, cache = 'default' }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(failure('slow')), maxTime);
  signal.addEventListener('abort', () => stop.abort());
  try {
    const response = await request(address, { cache, credentials: credentials(address), signal: stop.signal });
    const chunks = await readBody(response.body.getReader());
    const decoder = new TextDecoder();
    return { text: chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode(), chunks, url: response.url || address };
  } catch (error) {
    throw stop.signal.reason ?? error;
  } finally {
    clearTimeout(timer);
  }
}

/** readBody returns the chunks of an answer. It stops at the size limit, whatever length the server announced. */
export async function readBody(reader, left = maxBytes) {
  const chunks = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    left -= value.length;
    if (left < 0) {
      reader.cancel();
      throw failure('large');
    }
    chunks.push(value);
  }
}
