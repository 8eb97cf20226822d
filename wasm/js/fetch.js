// Reading text from the network, with an end to everything.

const maxBytes = 2 << 20;
const maxTime = 10_000; // milliseconds, for the whole answer

/** readText gives {text, url}; the url is where redirects have led. */
export async function readText(address, { signal, cache = 'default' }) {
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, maxTime);
  signal.addEventListener('abort', abort);
  try {
    const response = await fetch(address, {
      cache, credentials: 'same-origin', referrerPolicy: 'no-referrer', signal: stop.signal, // as <link rel=preload crossorigin> asks
    });
    if (!response.ok) throw new Error(response.status);
    return { text: await readBody(response.body.getReader()), url: response.url || address };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
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
      throw new Error('too large');
    }
    text += decoder.decode(value, { stream: true });
  }
}
