// Runs the cases of signed/testdata/vectors.json against the verifier's sources, in
// Node and in browsers. signed_vectors_test.go calls run with the cases and the
// module wasm/js/signed/proof.js. fetch and the clock are replaced.

const root = 'https://board.example/news/';
const utf8 = new TextEncoder();
const paths = ['feed.json', 'page-1/feed.json', 'posts/a.json', 'posts/c.json', 'posts/d.json', 'posts/p.png'];

/** run returns what was expected and did not come, as lines, and the number of cases: {failures, count}. */
export async function run(Proof, data, { mutations }) {
  globalThis.location ??= new URL('https://partner.example/');
  const boards = Object.fromEntries(Object.entries(data.boards).map(([name, files]) => [name, bytesOf(files)]));
  const failures = [];
  let count = 0;
  const expect = (why, found, wanted) => {
    count += 1;
    if (found !== wanted) failures.push(`${why}: got ${found}, want ${wanted}`);
  };
  const real = { fetch: globalThis.fetch, now: Date.now };
  try {
    for (const each of data.cases) {
      for (const { files, stale } of edited(boards, each)) expect(each.why, await judge(Proof, data, boards, each, files, stale), each.want);
    }
    for (let done = 0; done <= data.upload.length; done++) {
      for (const cached of ['', 'signed/checkpoint', 'feed.json']) {
        const { files, stale } = halfway(boards, data.upload, done, cached);
        expect(`after ${done} files of an upload, with an old ${cached || 'nothing'}`, await judge(Proof, data, boards, data.cases[0], files, stale), 'ok');
      }
    }
    const random = generator(22);
    for (let i = 0; i < mutations; i++) {
      const files = mutated(boards.second, random);
      const found = await judge(Proof, data, boards, data.cases[0], files, new Map());
      count += 1;
      if (found === 'other') failures.push(`mutation ${i} was accepted`);
    }
  } finally {
    globalThis.fetch = real.fetch;
    Date.now = real.now;
  }
  return { failures, count };
}

const bytesOf = (files) => new Map(Object.entries(files).map(([path, text]) => [path, utf8.encode(text)]));
const textOf = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** judge reads the paths of a board, and returns the first reason of a failure, "ok", or "other" if something was accepted that nobody signed. */
async function judge(Proof, data, boards, { keys, now, seen, read }, files, stale) {
  Date.now = () => Date.parse(now);
  globalThis.fetch = async (address, { cache }) => answer(decoded(address.slice(root.length)), cache, files, stale);
  const proof = new Proof(`${root}feed.json`, root, keys.map((key) => data.keys[key]).join(' '), seen && noteOf(boards[seen]));
  let feed = '';
  for (const address of read ? [...paths, read] : paths) {
    const path = address === read ? decoded(read) : address;
    if (path === 'posts/c.json' && !feed.includes('"c"')) continue; // nobody asks for a post that is not listed yet
    try {
      const text = path.endsWith('.png') ? await (await proof.picture(root + address)).text() : (await proof.read(root + address, { signal: new AbortController().signal })).text;
      feed ||= text;
      const known = Object.values(boards).some((board) => board.has(path) && new TextDecoder().decode(board.get(path)) === text);
      if (!known) return 'other';
    } catch (error) {
      const isAbsent = error.reason === 'HTTP 404' && address !== read && (path === 'posts/d.json' || !files.has(path));
      if (!isAbsent) return error.reason ?? String(error);
    }
  }
  return 'ok';
}

/** decoded is the path of an address, as servers understand it. */
const decoded = (address) => decodeURIComponent(address.replace(/%(?![0-9a-f]{2})/gi, '%25'));

function answer(path, cache, files, stale) {
  const found = (cache !== 'reload' && stale.get(path)) || files.get(path);
  return found ? new Response(found, { headers: path.endsWith('.png') ? { 'Content-Type': 'image/png' } : {} }) : new Response('', { status: 404 });
}

/** noteOf is the note of a board, as a reader's browser keeps it. */
const noteOf = (board) => ({ note: textOf(board.get('signed/checkpoint')), keys: textOf(board.get('signed/keys') ?? new Uint8Array()) });

/** pathOf is a path of a board; "part" is the root of its list of files. */
const pathOf = (files, name) => (name === 'part' ? `signed/files/part.${/\nfiles 0 (.{32})/.exec(textOf(files.get('signed/checkpoint')))[1]}.txt` : name);

/** edited makes what a server sends in a case. */
function* edited(boards, { board, edits }) {
  const files = new Map(boards[board]);
  const stale = new Map();
  for (const [op, name, ...args] of edits ?? []) {
    const path = pathOf(files, name);
    const bytes = files.get(path);
    if (op === 'take') files.set(path, boards[args[0]].get(path));
    else if (op === 'stale') stale.set(path, boards[args[0]].get(args[1] ?? path));
    else if (op === 'drop') files.delete(path);
    else if (op === 'replace') files.set(path, utf8.encode(textOf(bytes).replaceAll(args[0], () => args[1])));
    else if (op === 'swap') {
      files.set(path, files.get(args[0]));
      files.set(args[0], bytes);
    } else {
      for (let i = 0; i < bytes.length; i++) {
        files.set(path, op === 'cut' ? bytes.slice(0, i) : bytes.map((byte, n) => (n === i ? byte ^ 1 : byte)));
        yield { files, stale };
      }
      return;
    }
  }
  yield { files, stale };
}

/** halfway is a server to which the first files of an upload have come; a cache may have an old one. */
function halfway({ first, second }, upload, done, cached) {
  const files = new Map(first);
  for (const path of upload.slice(0, done)) {
    if (second.has(path)) files.set(path, second.get(path));
    else files.delete(path);
  }
  return { files, stale: new Map(cached ? [[cached, first.get(cached)]] : []) };
}

/** mutated changes some bytes of some files. */
function mutated(board, random) {
  const files = new Map(board);
  const names = [...files.keys()];
  for (let left = 1 + random(2); left > 0; left--) {
    const path = names[random(names.length)];
    const bytes = files.get(path);
    const i = random(bytes.length);
    const kind = random(4);
    if (kind === 0) files.set(path, bytes.map((byte, n) => (n === i ? byte ^ (1 << random(8)) : byte)));
    if (kind === 1) files.set(path, bytes.slice(0, i + 1));
    if (kind === 2) files.set(path, Uint8Array.of(...bytes.slice(0, i), random(256), ...bytes.slice(i)));
    if (kind === 3) files.set(path, files.get(names[random(names.length)]));
  }
  return files;
}

/** generator returns random whole numbers below a limit, the same ones in each run (mulberry32). */
function generator(seed) {
  return (limit) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit);
  };
}
