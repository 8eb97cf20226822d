// What the widget asks of its engine, for worker.js: the build puts the two into one
// script. It calls the Go program in wasm/main.go.

const operations = {
  start,

  /** policy returns the allow-list in the format of Element.setHTML. */
  policy: () => JSON.parse(call(0, '', '')),

  /** parse parses a source file: the fields that a list shows, and the findings. */
  parse(name, source) {
    const [id, subject, label, date, expires, by, language, draft, ...findings] = call(1, name, source).split('\0');
    return { id, subject, label, date, expires, by, language, draft: draft !== '', findings };
  },

  /**
   * article renders a feed item, or the file that the options name: {html, hosts}.
   * The item and the options are JSON. hosts are those of the pictures that the options keep out.
   */
  article(item, options) {
    const [html, ...held] = call(2, options, item).split('\0');
    const hosts = new Set(held.map((address) => new URL(address).host));
    if (held.length) hosts.delete(new URL(JSON.parse(options).base).host);
    return { html, hosts: [...hosts] };
  },
};
