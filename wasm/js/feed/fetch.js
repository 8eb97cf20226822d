// Reading text from the network, with an end to everything.

const maxBytes = 2 << 20;
const maxTime = 10_000; // milliseconds, for the whole answer

/** failure is an error with a reason that reasons.js has a word for. */
export const failure = (reason, message = reason) => Object.assign(new Error(message), { reason });

/**
 * credentials: the widget never sends a cookie. Another origin than the
 * page's gets none by either word, and this one is that of a preload.
 */
const credentials = (address) => (new URL(address).origin === location.origin ? 'omit' : 'same-origin');

/**
 * readText gives {text, url}; the url is where redirects have led. They may
 * not lead to another host: pictures would come from there.
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

/** readBody stops a feed that never ends, whatever length it announced. */
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
