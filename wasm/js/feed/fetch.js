// Reads text from the network, with limits on time and size. board.js calls
// it for feeds, and post/whole.js for long posts. It does not know what the text
// means.

const maxBytes = 2 << 20;
const maxTime = 10_000; // milliseconds, for the whole answer

/** failure returns an error with a reason, for which list/reasons.js has words. */
export const failure = (reason, message = reason) => Object.assign(new Error(message), { reason });

/**
 * credentials returns a mode in which no cookie is sent. To another origin both
 * modes send none, and only "same-origin" lets a preload be used.
 */
const credentials = (address) => (new URL(address).origin === location.origin ? 'omit' : 'same-origin');

/**
 * readText returns {text, url}, where url is the address after redirects. A
 * redirect to another host is an error: pictures would be loaded from there.
 */
export async function readText(address, { signal, cache = 'default' }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(failure('slow')), maxTime);
  signal.addEventListener('abort', () => stop.abort());
  try {
    const response = await fetch(address, {
      cache, credentials: credentials(address), referrerPolicy: 'no-referrer', signal: stop.signal,
    });
    const url = response.url || address;
    if (!response.ok) throw failure(`HTTP ${response.status}`);
    if (new URL(url).host !== new URL(address).host) throw new Error(`moved to ${url}`);
    return { text: await readBody(response.body.getReader()), url };
  } catch (error) {
    throw stop.signal.reason ?? error;
  } finally {
    clearTimeout(timer);
  }
}

/** readBody stops at the size limit, whatever length the server announced. */
async function readBody(reader) {
  const decoder = new TextDecoder();
  let text = '';
  for (let left = maxBytes; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    left -= value.length;
    if (left < 0) {
      reader.cancel();
      throw failure('large');
    }
    text += decoder.decode(value, { stream: true });
  }
}
